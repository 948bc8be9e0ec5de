// The form that Neovim 0.11 takes, on an imitation of it (neovim-011.lua). Not run in a real 0.11.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { root } from "../../scripts/environment.mjs";
import { init, startNeovim } from "./neovim.mjs";
import { serversGone } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

let world;
let neovim;

before(async () => {
  world = startWorld();
  const imitation = join(root, "tests", "editors", "neovim-011.lua");
  world.write("~/.config/nvim/init.lua", `dofile(${JSON.stringify(imitation)})\n${init()}`);
  world.write("package.json", `{ "name": "shop" }\n`);
  neovim = await startNeovim(world, [world.path("~/.config/shim-lsp/models.json"), "package.json"]);
});

after(() => {
  neovim?.stop();
  world?.stop();
});

test("the server is configured and enabled by name, and started once, without a buffer", async () => {
  await neovim.says("Auto");
  assert.deepEqual(await neovim.lua("return seen"), { enabled: ["shim"], starts: 1 });
  assert.deepEqual(await neovim.lua("return vim.lsp.config.shim.filetypes"), ["json", "jsonc"]);
  assert.equal(await neovim.lua("return vim.lsp.config.shim.reuse_client({ name = 'shim' })"), true);
  assert.equal(await neovim.lua("return vim.lsp.config.shim.reuse_client({ name = 'jsonls' })"), false);
});

test("it attaches to catalogs and to no other JSON", async () => {
  assert.equal(await neovim.lua("return folder_for(vim.fn.bufnr('models.json'))"), world.work);
  assert.equal(await neovim.lua("return folder_for(vim.fn.bufnr('package.json'))"), null);
});

test("it switches, and takes changed settings", async () => {
  neovim.command("ShimUse opus");
  await neovim.says("Claude Opus 5.5");
  const before = await neovim.ask("status");
  await neovim.lua("require('shim').configure({ router = { threshold = 0.8 } })");
  assert.ok((await neovim.ask("status")).generation > before.generation);
});

test("when Neovim ends, so does the server", async () => {
  await neovim.quit();
  await serversGone(world);
});
