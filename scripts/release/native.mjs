// The archive for people who have no package manager. Its folders are those of a prefix: unpacked into ~/.local or /usr/local it is installed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notices } from "../../client-vscode/scripts/notices.mjs";
import { paths, root } from "../environment.mjs";
import { version } from "../versions.mjs";
import { filesBelow, named } from "./places.mjs";
import { isWindows, platform } from "./platform.mjs";
import { tarGz } from "./tar.mjs";
import { zip } from "./zip.mjs";

const completions = join(paths.server, "Cli", "Completion", "Scripts");

/** @returns the path of the archive. */
export function nativeArchive(time) {
  const read = (...path) => readFileSync(join(...path));
  const text = (content) => Buffer.from(content);
  const files = [
    ...filesBelow(paths.nativeFolder, "bin/").map((file) => ({
      ...file,
      name: file.name.replace("bin/doc/", "share/doc/shim-lsp/"), // where the program looks as well
    })),
    { name: "share/man/man1/shim-lsp.1", content: read(root, "docs", "shim-lsp.1") },
    { name: "share/bash-completion/completions/shim-lsp", content: read(completions, "shim-lsp.bash") },
    { name: "share/zsh/site-functions/_shim-lsp", content: text(autoloaded(read(completions, "shim-lsp.zsh").toString())) },
    { name: "share/fish/vendor_completions.d/shim-lsp.fish", content: read(completions, "shim-lsp.fish") },
    ...(isWindows ? [{ name: "share/powershell/shim-lsp.ps1", content: read(completions, "shim-lsp.ps1") }] : []),
    { name: "share/doc/shim-lsp/LICENSE", content: read(root, "LICENSE") },
    { name: "share/doc/shim-lsp/CHANGELOG.md", content: read(root, "CHANGELOG.md") },
    { name: "share/doc/shim-lsp/ThirdPartyNotices.txt", content: text(notices(root, "server")) },
  ].map((file) => ({ ...file, name: `shim-lsp-${version}-${platform}/${file.name}` }));
  const [path, content] = isWindows
    ? [named("shim-lsp", `-${platform}.zip`), zip(files, time)]
    : [named("shim-lsp", `-${platform}.tar.gz`), tarGz(files, time)];
  writeFileSync(path, content);
  return path;
}

/** zsh loads a completion in its path when it first needs it: then the file is the function's body, and its first line names the command. */
function autoloaded(script) {
  const [comment, ...lines] = script.trimEnd().split("\n");
  const body = lines.filter((line) => !line.startsWith("compdef "));
  return ["#compdef shim-lsp", comment.replace(/ In ~.*$/, ""), ...body, '_shim_lsp "$@"', ""].join("\n");
}
