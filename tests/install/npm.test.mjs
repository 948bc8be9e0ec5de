// `shim-lsp` from npm, on a machine with Node and nothing else.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startUpstream } from "../clients/upstream.mjs";
import { ask, documented, live, must, own, remembered } from "./life.mjs";
import { answer, frame, platform, say, script, startMachine, task, version } from "./machine.mjs";
import { startRegistry } from "./registry.mjs";

const previous = "0.0.1";
let registry;
let upstream;
const machines = [];

before(async () => {
  [registry, upstream] = await Promise.all([startRegistry(), startUpstream()]);
  await Promise.all([upstream.script(...script), registry.publishPrevious(previous)]);
  await registry.publishRelease();
});

after(async () => {
  machines.forEach((machine) => machine.stop());
  upstream?.stop();
  await registry?.stop();
});

function person() {
  const machine = startMachine(["node", "npm", "npx", "sh"], { npm_config_registry: registry.url });
  machine.write("home/.npmrc", `prefix=${join(machine.home, ".npm-global")}\n`);
  machines.push(machine);
  return machine;
}

const program = (machine) => join(machine.work, "node_modules", "@shim-lsp", platform, "bin", "shim-lsp");

test("only Node: from nothing to a routed answer by one command", async () => {
  const machine = person();
  machine.writeCatalog(upstream.origin);
  const { code, out, error, milliseconds } = await machine.run(`npx --yes shim-lsp chat '${task}'`);
  assert.equal(code, 0, error);
  assert.equal(out, `${answer}\n`);
  assert.equal((await upstream.requests()).at(-1).model, "near");
  say(`only Node: npx shim-lsp chat "..." answered after ${(milliseconds / 1000).toFixed(1)} s`);
});

test("an empty folder gets the launcher and this machine's program, and no other", async () => {
  const machine = person();
  await must(machine, "npm install shim-lsp");
  assert.equal((await must(machine, documented(`node -p "require('shim-lsp').binaryPath()"`))).out, `${program(machine)}\n`);
  assert.deepEqual(readdirSync(join(machine.work, "node_modules")).sort(), [".bin", ".package-lock.json", "@shim-lsp", "shim-lsp"]);
  assert.deepEqual(readdirSync(join(machine.work, "node_modules", "@shim-lsp")), [platform]);
  assert.equal((await must(machine, "npx shim-lsp --version")).out, `shim-lsp ${version}\n`);
  assert.equal((await must(machine, `node_modules/.bin/shim-lsp route '${task}'`)).out.split("\n")[0], "local-small");
});

test("an editor talks LSP through it, and both end with exit", async () => {
  const machine = person();
  await must(machine, "npm install shim-lsp");
  const child = machine.start(join(machine.work, "node_modules", ".bin", "shim-lsp"), ["lsp"]);
  const closed = new Promise((resolve) => child.on("close", resolve));
  let said = "";
  const answered = (id) =>
    new Promise((resolve) => {
      const look = () => said.includes(`"id":${id},`) && resolve();
      child.stdout.on("data", look);
      look();
    });
  child.stdout.on("data", (chunk) => (said += chunk));
  for (const [id, method, params] of [
    [1, "initialize", { processId: null, rootUri: null, capabilities: {} }],
    [2, "shim/route", { task }],
    [3, "shutdown"],
  ]) {
    child.stdin.write(frame({ id, method, params }));
    await answered(id);
    if (id === 1) {
      child.stdin.write(frame({ method: "initialized", params: {} }));
    }
  }

  child.stdin.write(frame({ method: "exit" }));
  assert.equal(await closed, 0);
  assert.match(said, /"serverInfo":\{"name":"shim-lsp"/);
  assert.match(said, /"slug":"local-small"/);
});

test("an editor that ends the launcher ends the server", async () => {
  const machine = person();
  await must(machine, "npm install shim-lsp");
  const child = machine.start(join(machine.work, "node_modules", ".bin", "shim-lsp"), ["rpc"]);
  child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"listModels"}\n');
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const closed = new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal })));
  child.kill("SIGTERM");
  const { code, signal } = await closed; // the server holds the streams: they close when it has ended
  assert.ok(code !== null || signal === "SIGTERM");
});

test("without optional packages it says what is missing, and one command mends it", async () => {
  const machine = person();
  await must(machine, "npm install --omit=optional shim-lsp");
  const { code, error } = await machine.run("npx shim-lsp --version");
  assert.equal(code, 1);
  assert.match(error, /PLATFORM_PACKAGE_MISSING/);
  await must(machine, /Run: (npm .*) \(/.exec(error)[1]);
  assert.equal((await must(machine, "npx shim-lsp --version")).out, `shim-lsp ${version}\n`);
});

test("the client for Node finds the program and routes", async () => {
  const machine = person();
  await must(machine, "npm install shim-lsp shim-lsp-client");
  machine.write(
    "work/main.mjs",
    `import { connect } from "shim-lsp-client";
import { binaryPath } from "shim-lsp";
const shim = await connect({ command: binaryPath() });
console.log((await shim.route({ task: ${JSON.stringify(task)} })).slug);
await shim.dispose();
`,
  );
  assert.equal((await must(machine, "node main.mjs")).out, "local-small\n");
});

test("an upgrade and a downgrade keep what is the person's; an uninstall leaves only that", async () => {
  const machine = person();
  const before = machine.files();
  await must(machine, `npm install --global shim-lsp@${previous}`);
  await live(machine, upstream.origin);
  const known = await remembered(machine);
  assert.equal(known.active, "far");
  assert.equal(known.trusted, true);

  await must(machine, documented("npm install --global shim-lsp@latest"));
  assert.match((await must(machine, "npm ls --global")).out, new RegExp(`shim-lsp@${version}`));
  assert.deepEqual(await remembered(machine), known);

  await must(machine, `npm install --global shim-lsp@${previous}`);
  assert.deepEqual(await remembered(machine), known);
  await ask(machine);

  await must(machine, documented("npm uninstall --global shim-lsp"));
  const left = machine.files().filter((name) => !before.includes(name));
  assert.deepEqual(
    left.filter((name) => !own.test(name)),
    [],
  );
  assert.ok(left.includes(".config/shim-lsp/models.json") && left.includes(".local/state/shim-lsp/ledger.db"), left.join("\n"));
});
