// `npm test`: builds, runs every suite, and ends with the one line that counts them all.
// `npm test -- --jit` (or SHIM_LSP_SERVER=jit) tests the JIT build of the server, SHIM_LSP_SERVER=PATH that binary.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { paths } from "./environment.mjs";
import { serverUnderTest } from "./server-under-test.mjs";
import { dotnetSuite, nodeSuite, step } from "./suites.mjs";
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
}

if (built && ready) {
  await add("ShimLsp.Server.Tests", () => dotnetSuite("ShimLsp.Server.Tests", { SHIM_LSP_SERVER: server }));
}

await add("scripts", () => nodeSuite("scripts", "scripts/tests"));
if (await add("client build", () => step(process.execPath, ["client-vscode/scripts/build.mjs"]))) {
  await add("client-vscode", () => nodeSuite("client-vscode", "client-vscode/test"));
}

const all = sum(results.map(([, result]) => result));
console.log(`\nServer under test: ${server ?? "the JIT build"}`);
for (const [name, result] of results) {
  const counted = result.passed + result.failed + result.skipped > 0;
  console.log(`  ${name}: ${counted ? line(result) : "done"}${result.note ? ` (${result.note})` : ""}`);
}

console.log(line(all));
process.exitCode = all.failed === 0 && all.passed > 0 ? 0 : 1;
