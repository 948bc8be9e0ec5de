// Bundles the page into the server's sources, which embed it. The result is checked in: the server builds with the .NET SDK alone.
// Then type-checks, for esbuild drops types without looking at them. A test of `scripts/tests` compares what is checked in.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { dashboard, output, pageFiles } from "./page.mjs";

mkdirSync(output, { recursive: true });
for (const [name, content] of await pageFiles()) {
  writeFileSync(join(output, name), content);
}

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const checks = ["tsconfig.json", "test/tsconfig.json"].map((config) =>
  spawnSync(process.execPath, [compiler, "--noEmit", "--project", join(dashboard, config)], { stdio: "inherit" }),
);
process.exitCode = checks.some(({ status }) => status !== 0) ? 1 : 0;
