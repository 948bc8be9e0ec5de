// Every fault that people make in a models.json shows once in a real Neovim, which has no schema. The table is that of VS Code's tests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { transformSync } from "esbuild";
import { root } from "../../scripts/environment.mjs";
import { init, startNeovim } from "./neovim.mjs";
import { startWorld } from "./world.mjs";

const table = readFileSync(join(root, "client-vscode", "test", "unit", "project", "faults.ts"), "utf8");
const { code } = transformSync(table, { loader: "ts", format: "esm" });
const { faults } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const good = '["llama4"]';

let world;
let neovim;

before(async () => {
  world = startWorld({ models: good, variables: { SET_KEY: "k" } });
  world.write(".git/HEAD", "ref: refs/heads/main\n");
  world.write(".shim/models.json", good);
  world.write("~/.config/nvim/init.lua", init("require('shim').setup{}\nvim.ui.select = function() end -- nobody is there to be asked"));
  neovim = await startNeovim(world, [world.path("~/.config/shim-lsp/models.json")], { columns: 100, rows: 16 });
  await neovim.says("Auto");
});

after(() => {
  neovim?.stop();
  world?.stop();
});

/** The codes that Neovim shows for a text in a file, when they are those, or after a minute. What was shown before has gone by then. */
const shown = (file, before, text, wanted) =>
  neovim.lua(`
    vim.cmd("edit! ${file}")
    local function codes()
      return vim.tbl_map(function(found) return found.code end, vim.diagnostic.get(0))
    end
    local function write(text, wanted)
      vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, "\\n"))
      vim.wait(60000, function() return vim.deep_equal(codes(), wanted) end, 5)
    end
    write(vim.json.decode(${luaJson(good)}), ${before})
    write(vim.json.decode(${luaJson(text)}), vim.json.decode(${luaJson(wanted)}))
    return codes()`);

const luaJson = (value) => JSON.stringify(JSON.stringify(value));

for (const { what, text, code: expected, where = "own" } of faults) {
  test(`shown once: ${what}`, async () => {
    // A cloned folder's catalog has a problem of its own from the start: nobody trusts it yet.
    const [file, before] = where === "own" ? ["~/.config/shim-lsp/models.json", "{}"] : [".shim/models.json", "codes()"];
    assert.deepEqual(await shown(file, before, text, [expected]), [expected]);
  });
}
