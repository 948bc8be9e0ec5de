// A real Neovim with the package, asked and driven from outside through its own socket.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/environment.mjs";
import { startTerminal, until } from "./terminal.mjs";

const plugin = join(root, "editors", "neovim");

/** An init.lua that takes the package from the checkout. */
export const init = (setup = "require('shim').setup{}") => `
vim.opt.runtimepath:prepend(${JSON.stringify(plugin)})
vim.o.laststatus = 2
vim.o.statusline = "%f%=%{v:lua.require'shim'.statusline()}"
vim.o.shortmess = vim.o.shortmess .. "I"
vim.diagnostic.config({ update_in_insert = true })
${setup}
`;

let count = 0;

/**
 * Starts Neovim in a terminal, with the person's own init.lua.
 * @param {string[]} args what to open
 */
export async function startNeovim(world, args = [], size = {}) {
  const socket = join(world.temporary, `nvim-${count++}`);
  const terminal = startTerminal(world, ["nvim", "--listen", socket, ...args], size);

  /** Evaluates a Vim expression. Neovim 0.7 writes the value to stderr. */
  const evaluate = async (expression) => {
    const { code, out, error } = await world.run("nvim", "--server", socket, "--remote-expr", expression);
    assert.equal(code, 0, `${expression}\n${error}\n${terminal.screen()}`);
    return (out + error).trim();
  };

  /** What a piece of Lua returns. It must return at once: Neovim answers nobody while it asks a person. */
  const lua = async (code) => {
    const file = `${socket}.lua`;
    writeFileSync(
      file,
      `local value = (function()\n${code}\nend)()
       vim.fn.writefile({ vim.json.encode({ value }) }, "${file}.json") -- a long value does not come through the socket whole
       return 1`,
    );
    assert.equal(await evaluate(`luaeval('dofile(_A)', '${file}')`), "1", code);
    return JSON.parse(readFileSync(`${file}.json`, "utf8"))[0] ?? null;
  };

  await until(
    () => evaluate("v:vim_did_enter").catch(() => ""), // the socket is not there yet
    (entered) => entered === "1",
    "Neovim starts",
    () => terminal.screen(),
  );

  /** What helps to understand a failure: the screen, and what Neovim logged of the server. */
  const story = () => `${terminal.screen()}\n${world.has("~/.cache/nvim/lsp.log") ? world.read("~/.cache/nvim/lsp.log").slice(-2000) : ""}`;

  return {
    ...terminal,
    lua,
    /** Runs an Ex command as a person types it. */
    command: (text) => terminal.enter(`:${text}`),
    statusline: () => lua("return require('shim').statusline()"),
    /** Waits for what the status line says. */
    says: (text) =>
      until(
        () => lua("return require('shim').statusline()"),
        (said) => said === text,
        `the status line says '${text}'`,
        story,
      ),
    /** The answer of one of the server's methods. */
    ask: async (method, parameters = "{}") => {
      await lua(`require('shim.server').request('${method}', ${parameters}, function(e, r) _G.answer = { e or vim.NIL, r or vim.NIL } end)`);
      const [error, result] = await until(
        () => lua("local a = _G.answer; _G.answer = nil; return a"),
        (answer) => answer !== null,
        `${method} is answered`,
      );
      assert.equal(error, null, JSON.stringify(error));
      return result;
    },
    /** Leaves it as a person does. */
    quit: async () => {
      terminal.press("Escape");
      terminal.enter(":qall!");
      await terminal.ended();
    },
  };
}
