// `npm test`: builds, runs every suite, and ends with the one line that counts them all.
// `npm test -- --jit` (or SHIM_LSP_SERVER=jit) tests the JIT build of the server, SHIM_LSP_SERVER=PATH that binary.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { paths } from "./environment.mjs";
import { missing as missingClients, installRequired } from "./clients.mjs";
import { findEditors, isFor } from "./editors.mjs";
import { missingInterpreters } from "./interpreters.mjs";
import { serverUnderTest } from "./server-under-test.mjs";
import { install, missing, vscode } from "../client-vscode/scripts/vscode.mjs";
import { vsixOf } from "../client-vscode/scripts/vsix.mjs";
import { failedLines } from "./failures.mjs";
import { inOnePiece, say } from "./output.mjs";
import { dotnetSuite, nodeSuite, soakSuite, step, vitestSuite } from "./suites.mjs";
import { line, sum } from "./tally.mjs";
import { installUpstreams } from "./upstreams.mjs";

const { kind, server, note } = serverUnderTest(process.argv.slice(2), process.env);
const results = [];

async function add(name, work) {
  say(`\n== ${name}`);
  const started = performance.now();
  const result = await work();
  results.push([name, { ...result, seconds: Math.round((performance.now() - started) / 1000) }]);
  return result.failed === 0;
}

/** The same beside other work: its output comes in one piece. */
const addBeside = (name, work) => inOnePiece(() => add(name, work));

rmSync(paths.results, { recursive: true, force: true });
mkdirSync(paths.results, { recursive: true });
if (note) {
  console.log(note);
}

if (kind === "given" && !existsSync(server)) {
  results.push(["SHIM_LSP_SERVER", { passed: 0, failed: 1, skipped: 0, note: "names no file" }]);
}

// First, since the native build restores its packages in another way: this one has nothing to do after `npm run lint`.
const built = await add("build", () => step("dotnet", ["build", "--configuration", "Release"]));
const ready = kind !== "native" || (await add("native build", () => step(process.execPath, ["scripts/build-native.mjs"])));

// Two lanes, for two processors, of suites that disturb nobody: whichever is free takes the next suite, the longest comes first.
const bundled = built && (await add("client build", () => step(process.execPath, ["client-vscode/scripts/build.mjs"])));
let packed = false;
const waiting = [
  [ready && built, serverTests],
  [ready && built, () => addBeside("clients", withClients)],
  [ready && built, () => addBeside("editors", inEditors)],
  [ready && built, () => addBeside("soak", () => soakSuite(server ?? paths.jitServer))],
  ...["ShimLsp.Core.Tests", "ShimLsp.Bench.Tests", "ShimLsp.Soak.Tests", "ShimLsp.Training.Tests"].map((project) => [
    built,
    () => addBeside(project, () => dotnetSuite(project)),
  ]),
  [bundled, () => addBeside("client-vscode", () => vitestSuite("unit", { SHIM_LSP_SERVER: server ?? "jit" }))],
  [built, () => addBeside("client for Node", () => vitestSuite("unit", { SHIM_LSP_SERVER: server ?? "jit" }, paths.nodeClient))],
  [ready && built, () => addBeside("clients for scripts", forScripts)],
  [ready && built, () => addBeside("deploy", () => nodeSuite("deploy", "tests/deploy", { SHIM_LSP_SERVER: server ?? "jit" }))],
  [true, () => addBeside("scripts", () => nodeSuite("scripts", "scripts/tests"))],
  [built, () => addBeside("dashboard types", () => step(process.execPath, ["dashboard/scripts/build.mjs", "--types"]))],
  [built, () => addBeside("dashboard", () => vitestSuite("unit", {}, paths.dashboard))],
  [ready && bundled, packages],
].flatMap(([isDue, suite]) => (isDue ? [suite] : []));
say("\nTwo lanes run side by side; each suite is shown when it ends.");
await Promise.all([lane(), lane()]);
if (packed) {
  await add("client-vscode in VS Code", inVsCode); // not beside the others: it draws windows
}

if (built && ready) {
  await add("dashboard in Chromium", inChromium);
}

async function lane() {
  for (let suite = waiting.shift(); suite; suite = waiting.shift()) {
    await suite();
  }
}

function serverTests() {
  return addBeside("ShimLsp.Server.Tests", async () => {
    await installUpstreams();
    return dotnetSuite("ShimLsp.Server.Tests", { SHIM_LSP_SERVER: server ?? "jit" });
  });
}

/** What is packed is what VS Code's tests take: the VSIX with the native server, or the portable one if the JIT build is tested. */
async function packages() {
  const kinds = kind === "jit" ? ["--universal"] : [];
  packed = await addBeside("packages", () => step(process.execPath, ["client-vscode/scripts/package.mjs", "--built", ...kinds]));
  if (packed) {
    const variables = { SHIM_LSP_VSIX_KINDS: kinds.length > 0 ? "universal" : undefined };
    await addBeside("client-vscode packages", () => vitestSuite("package", variables));
    // `npm run installs` makes a release and installs all of it. It takes ten minutes here, so the nightly run does it.
  }
}

/** Real coding agents are large: only CI fetches them by itself. */
async function withClients() {
  const absent = missingClients();
  if (absent && process.env.CI !== "true") {
    return { passed: 0, failed: 0, skipped: 1, note: absent };
  }

  return (await installRequired()) === 0
    ? nodeSuite("clients", "tests/clients", { SHIM_LSP_SERVER: server ?? "jit" }, 2) // clients wait more than they work
    : { passed: 0, failed: 1, skipped: 0, note: "the clients could not be installed from npm" };
}

/** What a suite that cannot run counts as. */
function without(note) {
  const isRequired = process.env.CI === "true";
  return { passed: 0, failed: isRequired ? 1 : 0, skipped: isRequired ? 0 : 1, note };
}

/** Each editor that is installed; those that are not count as one skipped test each, in CI as a failed one. */
async function inEditors() {
  const { present, absent, note } = findEditors();
  const variables = { SHIM_LSP_SERVER: server ?? "jit" };
  const result = await nodeSuite("editors", "tests/editors", variables, 2, (file) => isFor(file, present));
  const lacking = Array.from({ length: absent }, () => without());
  return { ...result, ...sum([result, ...lacking]), note: [result.note, note].filter(Boolean).join("; ") };
}

/** The scripts of docs/scripts.md. What a person lacks skips its own; in CI it fails. */
async function forScripts() {
  const lacking = missingInterpreters().join(" ");
  const result = await nodeSuite("scripts-page", "tests/scripts", { SHIM_LSP_SERVER: server ?? "jit" });
  return { ...result, ...(lacking && { note: `needs ${lacking} (Debian: apt-get install ${lacking})` }) };
}

async function inChromium() {
  return vscode.chromium === undefined
    ? without("needs chromium (Debian: apt-get install chromium-headless-shell; else name one in SHIM_LSP_CHROMIUM)")
    : vitestSuite("browser", { SHIM_LSP_SERVER: server ?? "jit" }, paths.dashboard);
}

async function inVsCode() {
  const absent = missing();
  if (absent) {
    return without(absent);
  }

  return (await install()) === 0
    ? vitestSuite("e2e", { SHIM_LSP_VSIX: vsixOf(kind === "jit" ? "universal" : "native") })
    : { passed: 0, failed: 1, skipped: 0, note: "VS Code could not be installed from npm" };
}

const all = sum(results.map(([, result]) => result));
console.log(`\nServer under test: ${server ?? "the JIT build"}`);
for (const [name, result] of results) {
  const counted = result.passed + result.failed + result.skipped > 0;
  const time = result.seconds === undefined ? "" : `, ${result.seconds} s`;
  console.log(`  ${name}: ${counted ? line(result) : "done"}${time}${result.note ? ` (${result.note})` : ""}`);
}

failedLines(results).forEach((text) => console.log(text));
console.log(line(all));
process.exitCode = all.failed === 0 && all.passed > 0 ? 0 : 1;
