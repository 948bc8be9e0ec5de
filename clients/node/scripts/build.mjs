// Compiles the package to dist/, as it is packed. Then type-checks the tests: vitest does not look at types.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const compile = (config, ...options) =>
  spawnSync(process.execPath, [compiler, "--project", join(folder, config), ...options], { stdio: "inherit" }).status === 0;

rmSync(join(folder, "dist"), { recursive: true, force: true }); // a file that is gone from src must not stay in the package
process.exitCode = compile("tsconfig.build.json") && compile("test/tsconfig.json", "--noEmit") ? 0 : 1;
