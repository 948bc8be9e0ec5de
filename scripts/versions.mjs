// The one version number is in package.json at the root. What cannot read it there repeats it, and this table knows each place.
// `npm run set-version -- 0.2.0` writes them all; scripts/tests/versions.test.mjs compares them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./environment.mjs";

const number = String.raw`\d+\.\d+\.\d+`;
const own = /(?<=^ {2}"version": ")[^"]+/m;

/** The version of everything that is released. */
export const version = own.exec(readFileSync(join(root, "package.json"), "utf8"))[0];

/** A pattern finds only the number, every time that it stands there. */
const after = (before, rest = "") => new RegExp(`(?<=${before})${number}${rest}`, "gm");

/** Every place that has the number, by file. */
export const places = {
  "package.json": [after('^ {2}"version": "')],
  "package-lock.json": [
    after('^ {2}"version": "'),
    after('"name": "shim-lsp[\\w-]*",\\n {6}"version": "'),
    after('"dashboard": \\{\\n(?: {6}.*\\n)*? {6}"version": "'),
    after('"shim-lsp-client": "'),
  ],
  "client-vscode/package.json": [after('^ {2}"version": "'), after('"shim-lsp-client": "')],
  "clients/node/package.json": [after('^ {2}"version": "')],
  "dashboard/package.json": [after('^ {2}"version": "'), after('"shim-lsp-client": "')],
  "editors/emacs/shim.el": [after("^;; Version: ")],
  "editors/micro/repo.json": [after('"Versions": \\[\\{ "Version": "')],
  "editors/micro/shim.lua": [after('^VERSION = "')],
  "editors/zed/Cargo.toml": [after('^version = "')],
  "editors/zed/extension.toml": [after('^version = "')],
  // What the server says of itself, in tests and in recorded conversations.
  "docs/protocol.md": [after('"name":"shim-lsp",\\s*"version":"')],
  "tests/ShimLsp.Server.Tests/Providers/WireTests.cs": [after("User-Agent: shim-lsp/")],
  // Names of files that a person types.
  "client-vscode/README.md": [after("shim-lsp-linux-x64-", "(?=\\.vsix)")],
  "docs/install.md": [after("shim-(?:[a-z0-9]+-)*")],
  "docs/scripts.md": [after("shim-lsp-client-", "(?=\\.tgz)")],
};

/** @returns {{ file: string, found: string[] }[]} the numbers in each place; a pattern that finds nothing has found "nothing". */
export function written() {
  return Object.entries(places).map(([file, patterns]) => {
    const text = readFileSync(join(root, file), "utf8");
    return { file, found: patterns.flatMap((pattern) => text.match(pattern) ?? ["nothing"]) };
  });
}

export function setVersion(next) {
  for (const [file, patterns] of Object.entries(places)) {
    const text = readFileSync(join(root, file), "utf8");
    writeFileSync(
      join(root, file),
      patterns.reduce((so, pattern) => so.replace(pattern, next), text),
    );
  }
}
