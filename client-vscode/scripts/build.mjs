// Bundles the extension, then type-checks it: esbuild drops types without looking at them.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

await build({
  absWorkingDir: root,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"], // the editor supplies it
  sourcemap: true,
  logLevel: "warning",
});

const { status } = spawnSync(process.execPath, [compiler, "--noEmit", "--project", join(root, "tsconfig.json")], { stdio: "inherit" });
process.exitCode = status ?? 1;
