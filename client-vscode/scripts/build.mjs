// Bundles the extension and puts beside it what it ships: the schema and the starter, each from its one source. Then type-checks:
// esbuild drops types without looking at them. What is tested is what is shipped, so the bundle is always the minified one.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { webviewFiles } from "../../dashboard/scripts/page.mjs";

const client = dirname(dirname(fileURLToPath(import.meta.url)));
const project = dirname(client);
const dist = join(client, "dist");
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const options = {
  absWorkingDir: client,
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  mainFields: ["module", "main"], // jsonc-parser's main form hides its parts from a bundler
  external: ["vscode", "./languageClient.js"], // the editor supplies the one, the other bundle is the other
  supported: { "dynamic-import": false }, // a late `require`: VS Code answers for the module "vscode" in that alone
  minify: true,
  legalComments: "none", // the licences are in ThirdPartyNotices.txt, whole
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
};
const bundles = await Promise.all([
  build({
    ...options,
    entryPoints: { extension: "src/extension.ts" },
    keepNames: true, // error messages and stack traces name functions
    banner: { js: 'performance.mark("shimLsp.loading");' }, // the first thing that runs: bench/ measures from here
  }),
  // The library's names would cost a fifth of the time that it takes to load.
  build({ ...options, entryPoints: { languageClient: "src/infrastructure/client/languageClient.ts" } }),
]);
const metafile = {
  inputs: Object.assign({}, ...bundles.map((bundle) => bundle.metafile.inputs)),
  outputs: Object.assign({}, ...bundles.map((bundle) => bundle.metafile.outputs)),
};
writeFileSync(join(dist, "meta.json"), JSON.stringify(metafile)); // what the bundle is made of: for the notices

mkdirSync(join(dist, "dashboard"));
for (const [name, content] of await webviewFiles()) {
  writeFileSync(join(dist, "dashboard", name), content);
}

copyFileSync(join(project, "server", "models.schema.json"), join(dist, "models.schema.json"));
// A person's file begins as the sample.
copyFileSync(join(project, "models.json"), join(dist, "starter.models.json"));

// The tests as well: vitest drops their types likewise.
const checks = ["tsconfig.json", "test/tsconfig.json"].map((config) =>
  spawnSync(process.execPath, [compiler, "--noEmit", "--project", join(client, config)], { stdio: "inherit" }),
);
process.exitCode = checks.find(({ status }) => status !== 0) ? 1 : 0;
