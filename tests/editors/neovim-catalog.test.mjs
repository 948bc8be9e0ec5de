// models.json in a real Neovim: what is wrong shows, what can be written is offered, and what can be fixed is fixed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { init, startNeovim } from "./neovim.mjs";
import { until } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

const catalog = `{
  // what this machine has
  "models": [
    { "slug": "small", "model": "qwen3.5:9b", "provider": "ollama", "cost": 0.1, "card": "🦙 quick", "strenght": 0.4 },
    { "slug": "opus", "model": "claude-opus-5-5", "provider": "anthropic", "api_key": "\${env:ANTHROPIC_API_KEY}", "cost": 24 }
  ],
  "router": { "default": "smal" }
}
`;

let world;
let neovim;

before(async () => {
  world = startWorld({ models: catalog });
  world.write("~/.config/nvim/init.lua", init());
  world.write("package.json", '{ "name": "shop" }\n');
  world.write("models.json", '{ "models": ["a list of something else"] }\n');
  neovim = await startNeovim(world, [world.path("~/.config/shim-lsp/models.json")], { columns: 150, rows: 16 });
});

after(() => {
  neovim?.stop();
  world?.stop();
});

/** What is wrong with names, one line each: the row from 1, the text that is marked, the code. */
const problems = () =>
  neovim.lua(`
    local names = vim.tbl_filter(function(found)
      return found.code == "unknownField" or found.code == "unknownModel"
    end, vim.diagnostic.get(0))
    return vim.tbl_map(function(found)
      local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
      return ("%d: %s %s"):format(found.lnum + 1, line:sub(found.col + 1, found.end_col), found.code)
    end, names)`);

const shows = (expected) =>
  until(
    problems,
    (found) => JSON.stringify(found) === JSON.stringify(expected),
    `Neovim shows ${JSON.stringify(expected)}`,
    () => neovim.screen(),
  );

/** A test of something that the server says it can do. If it does not, the test is skipped, aloud. */
const testOf = (capability, name, work) =>
  test(name, async (context) => {
    await neovim.says("Auto");
    const can = await neovim.lua(`return vim.lsp.get_active_clients()[1].server_capabilities.${capability} ~= nil`);
    return can ? work() : context.skip(`this server has no ${capability}`);
  });

const wrong = ['4: "strenght" unknownField', '7: "smal" unknownModel'];

testOf("textDocumentSync", "what is wrong shows in its place, also behind characters of two units", async () => {
  await shows(wrong);
  const screen = await neovim.shows(/Did you mean "small"\?/);
  assert.match(screen, /^W .*"default": "smal"/m);
});

testOf("textDocumentSync", "what is typed is checked before it is saved", async () => {
  neovim.press("7", "G", "A");
  neovim.type(",");
  neovim.press("Enter");
  neovim.type('"gateway": { "aliases": { "gpt-4o": "opsu" } }');
  neovim.press("Escape");
  await shows([...wrong, '8: "opsu" unknownModel']);
  neovim.press("u");
  await shows(wrong);
});

test("a name is completed", async () => {
  neovim.press("7", "G", "0");
  neovim.enter("/smal");
  neovim.press("l", "l", "l", "x", "i"); // "sma|"
  neovim.press("C-x", "C-o");
  await until(
    () => neovim.lua("return vim.api.nvim_get_current_line()"),
    (line) => line.includes('"default": "small"'),
    "the name is inserted",
    () => neovim.screen(),
  );
  neovim.press("Escape");
  await shows(wrong.slice(0, 1));
  neovim.press("u", "u"); // the name, and the letter that was taken out before
  await shows(wrong);
});

test("a problem is fixed by an action", async () => {
  neovim.press("7", "G", "0");
  neovim.enter("/smal");
  neovim.command("lua vim.lsp.buf.code_action()");
  const screen = await neovim.shows(/^Type number/m);
  const [, number] = /^(\d+): .*small/m.exec(screen) ?? assert.fail(screen);
  neovim.enter(number);
  await shows(wrong.slice(0, 1));
  assert.match(await neovim.lua("return vim.fn.getline(7)"), /"default": "small"/);
});

testOf("textDocumentSync", "a saved catalog is the one in force", async () => {
  neovim.press("Escape");
  neovim.command(`%s/"default": "[a-z]*"/"default": "opus"/`);
  neovim.command("%s/strenght/strength/");
  neovim.command("write");
  await shows([]);
  await until(
    async () => (await neovim.ask("listModels")).catalog.problems,
    (found) => found.length === 0,
    "the server uses what was saved",
  );
});

/** The lines of the text that hold a piece, from 1. */
const linesWith = (piece) =>
  neovim.lua(`
    local found = {}
    for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
      if line:find(${JSON.stringify(piece)}, 1, true) then table.insert(found, number) end
    end
    return found`);

test("from the default one comes to its row, and to everything that names it", async () => {
  neovim.press("7", "G", "0");
  neovim.enter("/opus");
  neovim.press("C-]");
  await until(
    () => neovim.lua("return vim.api.nvim_win_get_cursor(0)"),
    ([line]) => line === 5,
    "the cursor is on the row",
    () => neovim.screen(),
  );
  neovim.command("lua vim.lsp.buf.references()");
  await until(
    () => neovim.lua("return vim.tbl_map(function(item) return item.lnum end, vim.fn.getqflist())"),
    (lines) => JSON.stringify(lines) === "[5,7]",
    "both places are listed",
    () => neovim.screen(),
  );
  neovim.command("cclose");
});

test("a slug is renamed with everything that names it, and a taken name is refused with the reason", async () => {
  const rename = (name) => {
    neovim.press("Escape", "7", "G", "0");
    neovim.enter("/opus");
    neovim.command(`lua vim.lsp.buf.rename('${name}')`);
  };
  rename("small");
  await neovim.shows(/Another row has the slug "small": line 4\. Choose another name\./);
  rename("large");
  await until(
    () => linesWith('"large"'),
    (lines) => JSON.stringify(lines) === "[5,7]",
    "both places have the new name",
    () => neovim.screen(),
  );
  assert.deepEqual(await linesWith('"opus"'), []);
  neovim.command("earlier 1f"); // as it was saved
});

test("behind a row stands what can be done with its model, and a switch marks it as active", async () => {
  await neovim.shows(/"small".* Use this model \| Probe \(1/);
  await neovim.shows(/"router".* Active/);
  neovim.press("4", "G");
  neovim.command("lua vim.lsp.codelens.run()");
  const screen = await neovim.shows(/^Type number/m);
  const [, number] = /^(\d+): Use this model/m.exec(screen) ?? assert.fail(screen);
  neovim.enter(number);
  await neovim.shows(/"small".* Active \| Probe \(1 call\)/);
  await neovim.shows(/"router".* Use Auto/);
  await neovim.says("qwen3.5:9b");
});

test("no other JSON is given to the server, and a catalog may have comments", async () => {
  assert.equal(await neovim.lua("return vim.bo.filetype"), "jsonc");
  neovim.command("edit!");
  await neovim.shows(/"models"/);
  assert.equal(await neovim.lua("return vim.bo.filetype .. ' ' .. vim.b.current_syntax"), "jsonc jsonc");
  for (const file of ["package.json", "models.json"]) {
    neovim.command(`edit ${world.path(file)}`);
    await until(
      () => neovim.lua("return vim.fn.expand('%:p')"),
      (name) => name === world.path(file),
      `${file} is open`,
    );
    assert.deepEqual(await neovim.lua("return vim.tbl_keys(vim.lsp.buf_get_clients(0))"), []);
  }
});

test("a workspace's catalog that does not exist yet is one too", async () => {
  neovim.command(`edit ${world.path(".shim/models.json")}`);
  await until(
    () => neovim.lua("return #vim.tbl_keys(vim.lsp.buf_get_clients(0))"),
    (count) => count === 1,
    "the server has it",
    () => neovim.screen(),
  );
});
