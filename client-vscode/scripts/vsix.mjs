// Where a package is, and what it is called: for the script that makes it and for those who test it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths, root } from "../../scripts/environment.mjs";
import { platform } from "../../scripts/release/platform.mjs";

export const manifest = JSON.parse(readFileSync(join(root, "client-vscode", "package.json"), "utf8"));

/** What VS Code calls this machine. NativeAOT compiles for the machine it runs on, so there is no other target to choose here. */
export const target = platform.endsWith("-musl") ? `alpine-${process.arch}` : platform;

/** @param {"native" | "universal"} kind */
export function vsixOf(kind) {
  return join(paths.vsix, `${manifest.name}-${kind === "native" ? target : "universal"}-${manifest.version}.vsix`);
}
