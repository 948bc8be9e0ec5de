// shim.nvim in a real Neovim: what a person sees, switches and asks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { init, startNeovim } from "./neovim.mjs";
import { serversGone, startTerminal, until } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

let world;
let neovim;

before(async () => {
  world = startWorld();
  world.write("~/.config/nvim/init.lua", init());
  world.write("main.py", "def total(n):\n    return n + 1\n");
  neovim = await startNeovim(world, ["main.py"]);
});

after(() => {
  neovim?.stop();
  world?.stop();
});

test("the status line says Auto, and then which model took the last task", async () => {
  await neovim.says("Auto");
  await neovim.shows(/main\.py +Auto$/m);
  neovim.command("ShimRoute rename n to count");
  await neovim.says("Auto: small");
});

test("a route shows the decision: the model, the reason, every candidate", async () => {
  const screen = await neovim.shows(/small is the cheapest of \d that reach 0\.70: short/);
  for (const row of [/MODEL +SCORE +COST +VERDICT/, /small +0\.\d\d +0 +chosen/, /sol +0\.\d\d +12 +no key/]) {
    assert.match(screen, row);
  }
});

test("a range of lines is a task", async () => {
  neovim.press("Escape", "g", "g");
  await neovim.command("1,2ShimRoute");
  const { recent } = await until(
    () => neovim.ask("status"),
    ({ recent }) => recent.length === 2,
    "the second task is routed",
  );
  assert.equal(recent[0].slug, "small");
});

test("without a task it asks for one", async () => {
  neovim.press("Escape", "j");
  neovim.command("ShimRoute");
  await neovim.shows(/^Task: *$/m);
  neovim.enter("prove that the sharded store never loses a write under concurrent failures");
  await neovim.says("Auto: opus");
});

test("a model is chosen from a list that shows price and health", async () => {
  neovim.press("Escape", "k");
  neovim.command("ShimUse");
  const screen = await neovim.shows(/5: .*sol.*\n/);
  assert.match(screen, /1: ● auto +the cheapest that is good enough +1M +ready/);
  assert.match(screen, /2: {3}small +Qwen 3\.5 9B +free +262k +ready/);
  assert.match(screen, /4: {3}opus +Claude Opus 5\.5 +\$4\/\$20 +1M +ready/);
  assert.match(screen, /5: {3}sol +GPT-6\.2 Sol +\$2\/\$10 +922k +no key/);
  neovim.enter("4");
  await neovim.says("Claude Opus 5.5");
  await neovim.shows(/main\.py +Claude Opus 5\.5$/m);
  assert.match((await world.shim("status")).out, /Active +opus/);
});

test("a list that is left switches nothing", async () => {
  neovim.command("ShimUse");
  await neovim.shows(/5: .*sol.*\n/);
  neovim.press("Escape");
  await neovim.says("Claude Opus 5.5");
});

test("a name switches at once", async () => {
  neovim.command("ShimUse haiku");
  await neovim.shows(/shim: haiku is active\./);
  await neovim.says("Claude Haiku 5.5");
});

test("a model without its key is switched to, with what to do", async () => {
  neovim.command("ShimUse sol");
  await neovim.shows(/shim: sol is active\. It cannot be used yet: OPENAI_API_KEY is not set\. Run: export OPENAI_API_KEY/);
  neovim.press("Enter");
  await neovim.says("GPT-6.2 Sol (no key)");
});

test("a wrong name is answered with the right one", async () => {
  neovim.command("ShimUse opis");
  await neovim.shows(/shim: There is no model 'opis'\. Did you mean: opus\?/);
  neovim.press("Enter");
});

test("names complete", async () => {
  assert.deepEqual(await neovim.lua("return vim.fn.getcompletion('ShimUse ', 'cmdline')"), ["auto", "small", "haiku", "opus", "sol"]);
  assert.deepEqual(await neovim.lua("return vim.fn.getcompletion('ShimUse s', 'cmdline')"), ["small", "sol"]);
});

test("a switch in another terminal is followed", async () => {
  await world.shim("use", "auto");
  await neovim.shows(/main\.py +Auto$/m); // nobody touches Neovim: it draws the line by itself
  await neovim.says("Auto");
});

test("changed settings empty the cache and hold", async () => {
  await neovim.ask("route", "{ task = 'add a test' }");
  const before = await neovim.ask("status");
  assert.ok(before.entries > 0);
  await neovim.lua("require('shim').configure({ router = { threshold = 0.99 } })");
  const emptied = await neovim.ask("status");
  assert.equal(emptied.entries, 0);
  assert.equal(emptied.invalidations.configurationChanged, (before.invalidations.configurationChanged ?? 0) + 1);
  assert.equal((await neovim.ask("route", "{ task = 'add a test' }")).threshold, 0.99);
});

test(":Shim shows all of it", async () => {
  neovim.press("Escape", "j");
  neovim.command("Shim");
  const screen = await neovim.shows(/Last decision/);
  for (const row of [/Active +Auto/, /Folder +~\/shop/, /Catalog +~\/\.config\/shim-lsp\/models\.json/, /Cache +1 of 256 entries; /]) {
    assert.match(screen, row);
  }
});

test("another folder has a session of its own", async () => {
  world.write("~/docs/.shim/.keep", "");
  world.write("~/docs/deep/notes.txt", "");
  neovim.press("Escape", "k");
  neovim.command("ShimUse haiku");
  await neovim.says("Claude Haiku 5.5");
  neovim.command("cd ~/docs/deep");
  await neovim.says("Auto");
  assert.equal(await neovim.lua("return require('shim.server').folder()"), `${world.home}/docs`);
  neovim.command(`cd ${world.work}`);
  await neovim.says("Claude Haiku 5.5");
});

test("a server that dies is started again by the next command", async () => {
  const [id] = world.servers();
  process.kill(id, "SIGKILL");
  await neovim.says("");
  neovim.press("Enter", "Escape");
  neovim.command("ShimUse auto");
  await neovim.says("Auto");
});

test(":checkhealth shim names the server, the catalog and what each model lacks", async () => {
  neovim.press("Enter", "Escape");
  neovim.command("checkhealth shim");
  const screen = await neovim.shows(/sol: OPENAI_API_KEY is not set/);
  assert.match(screen, /OK: shim-lsp \d+\.\d+\.\d+ is .*\/bin\/shim-lsp/);
  assert.match(screen, /OK: catalog: .*models\.json/);
});

test("when Neovim ends, so does the server", async () => {
  assert.equal(world.servers().length, 1);
  await neovim.quit();
  await serversGone(world);
});

for (const [what, setup, expected] of [
  ["a server that is not there", 'require("shim").setup{ cmd = { "no-shim-lsp" } }', /shim: no-shim-lsp was not found\. Put it on your PATH, or set cmd/],
  ["an option that does not exist", 'require("shim").setup{ comand = {} }', /shim: there is no option 'comand'\. The options are: cmd, code_lenses, on_attach,/],
  ["an option of the wrong type", 'require("shim").setup{ cmd = "shim-lsp" }', /shim: the option 'cmd' must be a table\./],
]) {
  test(`${what} is said with what to do`, async () => {
    const other = startWorld();
    other.write("~/.config/nvim/init.lua", init(setup));
    const wrong = startTerminal(other, ["nvim"], { columns: 160 });
    try {
      await wrong.shows(expected);
    } finally {
      wrong.stop();
      other.stop();
    }
  });
}
