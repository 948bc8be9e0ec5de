// The packages for editors, each as its editor takes one.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.mjs";
import { version } from "../versions.mjs";
import { artifact, filesBelow } from "./places.mjs";
import { sorted, tar, tarGz } from "./tar.mjs";
import { zip } from "./zip.mjs";

/** A folder for `pack/NAME/start`. */
const packageFolder = (name, files, time) => tarGz(under(name, files), time);

/** What `package-install-file` takes: a tar archive of the folder `shim-VERSION` with a file that describes the package. */
const emacsPackage = (_, files, time) => {
  const description = /^;;; shim\.el --- (.*?) +-\*-/m.exec(files.find(({ name }) => name === "shim.el").content)[1];
  const requires = /^;; Package-Requires: (.*)$/m.exec(files.find(({ name }) => name === "shim.el").content)[1];
  const defines = `(define-package "shim" "${version}" "${description}" '${requires})\n`;
  return tar(under(`shim-${version}`, [...files, { name: "shim-pkg.el", content: Buffer.from(defines) }]), time);
};

const micro = (_, files, time) => zip(sorted(under("shim", files)), time);

const kinds = [
  { folder: "neovim", file: `shim-neovim-${version}.tar.gz`, name: "shim.nvim", make: packageFolder },
  { folder: "vim", file: `shim-vim-${version}.tar.gz`, name: "shim", make: packageFolder },
  { folder: "kakoune", file: `shim-kakoune-${version}.tar.gz`, name: "shim.kak", make: packageFolder },
  { folder: "zed", file: `shim-zed-${version}.tar.gz`, name: "shim-zed", make: packageFolder },
  { folder: "emacs", file: `shim-${version}.tar`, make: emacsPackage },
  { folder: "micro", file: `shim-micro-${version}.zip`, make: micro },
];

/** @returns the paths of the archives. */
export function editorPackages(time) {
  const licence = { name: "LICENSE", content: readFileSync(join(root, "LICENSE")) };
  return kinds.map(({ folder, file, name, make }) => {
    const files = filesBelow(join(root, "editors", folder)).filter(
      (entry) => !/^\.|(^|\/)(doc\/tags|target\/.*)$/.test(entry.name),
    );
    writeFileSync(artifact(file), make(name, [...files, licence], time));
    return artifact(file);
  });
}

const under = (folder, files) => files.map((file) => ({ ...file, name: `${folder}/${file.name}` }));
