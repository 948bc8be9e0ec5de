// Bundles the page into the server's sources, which embed it. The result is checked in: the server builds with the .NET SDK alone.
// A test in `scripts/tests` compares the two. Then type-checks, because esbuild does not look at types. `--types` does only that.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { dashboard, output, pageFiles } from "./page.mjs";

if (!process.argv.includes("--types")) {
  mkdirSync(output, { recursive: true });
  for (const [name, content] of await pageFiles()) {
    writeFileSync(join(output, name), content);
  }
}

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const checks = ["tsconfig.json", "test/tsconfig.json"].map((config) =>
  spawnSync(process.execPath, [compiler, "--noEmit", "--project", join(dashboard, config)], { stdio: "inherit" }),
);
process.exitCode = checks.some(({ status }) => status !== 0) ? 1 : 0;
