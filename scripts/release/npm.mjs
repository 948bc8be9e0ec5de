// What npm gets: `shim-lsp`, whose program is in a package for each platform, and the client for Node.
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { notices } from "../../client-vscode/scripts/notices.mjs";
import { paths, root } from "../environment.mjs";
import { run } from "../run.mjs";
import { version } from "../versions.mjs";
import { gzip } from "./deflate.mjs";
import { clear, filesBelow, named, release, stage } from "./places.mjs";
import { platform, platforms } from "./platform.mjs";

const shared = { version, license: "MIT", engines: { node: ">=20" } };
const keywords = ["language model", "llm", "router", "lsp", "gateway"];

export const platformPackage = (name) => `@shim-lsp/${name}`;

/** The package that a person names: a launcher, and every platform's package as an optional dependency. */
export function launcherPackage() {
  return pack("shim-lsp", (folder) => {
    cpSync(join(root, "packaging", "npm"), folder, { recursive: true });
    write(folder, "lib/platforms.json", { platforms: Object.keys(platforms) });
    cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
    write(folder, "package.json", {
      name: "shim-lsp",
      description: "Lists, switches and routes language models, for any editor, coding agent and script.",
      keywords,
      ...shared,
      bin: { "shim-lsp": "lib/shim-lsp.js" },
      main: "lib/index.js",
      types: "lib/index.d.ts",
      files: ["lib"],
      optionalDependencies: Object.fromEntries(Object.keys(platforms).map((name) => [platformPackage(name), version])),
    });
  });
}

/** This machine's program. npm installs it where the operating system, the processor and the C library fit. */
export function nativePackage() {
  const { os, cpu, libc } = platforms[platform];
  return pack(`shim-lsp-${platform}`, (folder) => {
    for (const { name, content, mode } of filesBelow(paths.nativeFolder, "bin/")) {
      put(folder, name, content);
      chmodSync(join(folder, name), mode);
    }

    put(folder, "README.md", `The program of the package \`shim-lsp\` for ${platform}. Install that one.\n`);
    put(folder, "ThirdPartyNotices.txt", notices(root, "server"));
    cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
    write(folder, "package.json", {
      name: platformPackage(platform),
      description: `The program of shim-lsp for ${platform}.`,
      ...shared,
      os: [os],
      cpu: [cpu],
      ...(libc && { libc: [libc] }),
      files: ["bin", "ThirdPartyNotices.txt"],
      preferUnplugged: true, // a program inside a zip cannot be started
    });
  });
}

/** `shim-lsp-client`, built: without what only its sources need. */
export function clientPackage() {
  const {
    private: _,
    scripts: __,
    devDependencies: ___,
    ...manifest
  } = JSON.parse(readFileSync(join(paths.nodeClient, "package.json"), "utf8"));
  return pack("shim-lsp-client", (folder) => {
    cpSync(join(paths.nodeClient, "dist"), join(folder, "dist"), { recursive: true });
    cpSync(join(paths.nodeClient, "README.md"), join(folder, "README.md"));
    cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
    write(folder, "package.json", manifest);
  });
}

/** `npm pack` gives every file the same time and sorts them. */
async function pack(name, fill) {
  const folder = join(stage, name);
  clear(folder);
  mkdirSync(folder, { recursive: true });
  fill(folder);
  const { code, output } = await run("npm", ["pack", "--loglevel=error", "--pack-destination", release], {}, folder);
  if (code !== 0) {
    throw new Error(`npm pack failed: ${output}`);
  }

  const path = named(name, ".tgz");
  writeFileSync(path, gzip(gunzipSync(readFileSync(path)))); // the same archive, smaller
  return path;
}

function put(folder, name, content) {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), content);
}

function write(folder, name, value) {
  put(folder, name, `${JSON.stringify(value, null, 2)}\n`);
}
