// `npm test`: builds, runs every suite, and ends with the one line that counts them all.
// `npm test -- --jit` (or SHIM_LSP_SERVER=jit) tests the JIT build of the server, SHIM_LSP_SERVER=PATH that binary.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { paths } from "./environment.mjs";
import { serverUnderTest } from "./server-under-test.mjs";
import { install, missing } from "../client-vscode/scripts/vscode.mjs";
import { vsixOf } from "../client-vscode/scripts/vsix.mjs";
import { failedLines } from "./failures.mjs";
import { dotnetSuite, nodeSuite, soakSuite, step, vitestSuite } from "./suites.mjs";
import { line, sum } from "./tally.mjs";

const { kind, server, note } = serverUnderTest(process.argv.slice(2), process.env);
const results = [];

async function add(name, work) {
  console.log(`\n== ${name}`);
  const result = await work();
  results.push([name, result]);
  return result.failed === 0;
}

rmSync(paths.results, { recursive: true, force: true });
mkdirSync(paths.results, { recursive: true });
if (note) {
  console.log(note);
}

if (kind === "given" && !existsSync(server)) {
  results.push(["SHIM_LSP_SERVER", { passed: 0, failed: 1, skipped: 0, note: "names no file" }]);
}

const ready = kind !== "native" || (await add("native build", () => step(process.execPath, ["scripts/build-native.mjs"])));
const built = await add("build", () => step("dotnet", ["build", "--configuration", "Release"]));
if (built) {
  await add("ShimLsp.Core.Tests", () => dotnetSuite("ShimLsp.Core.Tests"));
  await add("ShimLsp.Soak.Tests", () => dotnetSuite("ShimLsp.Soak.Tests"));
  await add("ShimLsp.Training.Tests", () => dotnetSuite("ShimLsp.Training.Tests"));
}

if (built && ready) {
  await add("ShimLsp.Server.Tests", () => dotnetSuite("ShimLsp.Server.Tests", { SHIM_LSP_SERVER: server }));
  await add("soak", () => soakSuite(server ?? paths.jitServer));
}

await add("scripts", () => nodeSuite("scripts", "scripts/tests"));

const bundled = await add("client build", () => step(process.execPath, ["client-vscode/scripts/build.mjs"]));
if (bundled && built) {
  await add("client-vscode", () => vitestSuite("unit", { SHIM_LSP_SERVER: server ?? "jit" }));
}

// What is packed is what is tested from here on: the VSIX with the native server, or with the portable one where that is tested.
const kinds = kind === "jit" ? ["--universal"] : [];
if (
  bundled &&
  built &&
  ready &&
  (await add("packages", () => step(process.execPath, ["client-vscode/scripts/package.mjs", "--built", ...kinds])))
) {
  await add("client-vscode packages", () =>
    vitestSuite("package", { SHIM_LSP_VSIX_KINDS: kinds.length > 0 ? "universal" : undefined }),
  );
  await add("client-vscode in VS Code", inVsCode);
}

async function inVsCode() {
  const absent = missing();
  if (absent) {
    return process.env.CI === "true"
      ? { passed: 0, failed: 1, skipped: 0, note: absent }
      : { passed: 0, failed: 0, skipped: 1, note: absent };
  }

  return (await install()) === 0
    ? vitestSuite("e2e", { SHIM_LSP_VSIX: vsixOf(kind === "jit" ? "universal" : "native") })
    : { passed: 0, failed: 1, skipped: 0, note: "VS Code could not be installed from npm" };
}

const all = sum(results.map(([, result]) => result));
console.log(`\nServer under test: ${server ?? "the JIT build"}`);
for (const [name, result] of results) {
  const counted = result.passed + result.failed + result.skipped > 0;
  console.log(`  ${name}: ${counted ? line(result) : "done"}${result.note ? ` (${result.note})` : ""}`);
}

failedLines(results).forEach((text) => console.log(text));
console.log(line(all));
process.exitCode = all.failed === 0 && all.passed > 0 ? 0 : 1;
