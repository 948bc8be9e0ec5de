// The same sources under an older number, for the tests of an upgrade: there is no older release yet. The number is in the program too.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./environment.mjs";
import { commit } from "./release/commit.mjs";
import { toolPackage } from "./release/tool.mjs";

const folder = join(paths.artifacts, "previous");

export const previous = { version: "0.0.1", package: join(folder, "ShimLsp.0.0.1.nupkg") };

if (process.argv[1] === import.meta.filename) {
  mkdirSync(folder, { recursive: true });
  await toolPackage(commit().time, previous.version, folder);
}
