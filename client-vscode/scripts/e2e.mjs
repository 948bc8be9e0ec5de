// `npm run test:e2e`: the tests in a real VS Code alone, on the package with the native server. What they need is made first.
// `npm run test:e2e -- trust` runs one file. With `--bench`, as in `npm run bench:client`, it measures instead.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "../../scripts/environment.mjs";
import { run } from "../../scripts/run.mjs";
import { missingForNative } from "../../scripts/toolchain.mjs";
import { install, missing } from "./vscode.mjs";
import { vsixOf } from "./vsix.mjs";

const args = process.argv.slice(2);
const selected = args[0] === "--bench" ? ["bench", ...args.slice(1)] : ["e2e", ...args];

process.exitCode = await main();

async function main() {
  const absent = missing();
  if (absent) {
    console.error(absent);
    return process.env.CI === "true" ? 1 : 0;
  }

  const kind = missingForNative() ? "universal" : "native";
  const client = join(root, "client-vscode");
  for (const step of [
    () => run(process.execPath, [join(client, "scripts", "package.mjs"), `--${kind}`]).then(({ code }) => code),
    install,
    () =>
      run(process.execPath, [vitest(), "run", "--project", ...selected], { SHIM_LSP_VSIX: vsixOf(kind) }, client).then(
        ({ code }) => code,
      ),
  ]) {
    const code = await step();
    if (code !== 0) {
      return code;
    }
  }

  return 0;
}

function vitest() {
  return join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
}
