// docs/editors/neovim.md, as a new user follows it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { init, startNeovim } from "./neovim.mjs";
import { blocksOf, follow } from "./page.mjs";
import { serversGone, until } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

test("a new user comes from nothing to a switched model by the page alone", async () => {
  const world = startWorld({ models: null, variables: { ANTHROPIC_API_KEY: "" } });
  const begun = performance.now();
  let neovim;
  const typed = async (text) => {
    neovim ??= await startNeovim(world, [], { columns: 100, rows: 22 });
    neovim.press("Escape");
    text.trim().split("\n").forEach((line) => neovim.enter(line));
  };
  const screens = {
    picker: () => neovim.shows(/^Type number/m).then(lastLines(10)),
    switched: async () => {
      const screen = await neovim.shows(/ Qwen 3\.5 9B \(local\)$/m);
      assert.match((await world.shim("status")).out, /Active +local-small/);
      assert.ok(performance.now() - begun < 120_000);
      return lastLines(2)(screen);
    },
    problem: async () => {
      const lines = (await neovim.shows(/^W .*no model has that slug/m)).split("\n");
      const at = lines.findIndex((line) => line.startsWith("W "));
      return lines[at];
    },
    route: () => neovim.shows(/VERDICT/).then((screen) => screen.split("\n").filter((line) => /^[╭│╰]/.test(line)).join("\n")),
  };
  try {
    await follow(world, "neovim.md", { typed, chosen: (text) => neovim.enter(text.trim()) }, screens);
    await until(
      () => neovim.ask("route", "{ task = 'add a test' }"),
      ({ threshold }) => threshold === 0.9,
      "the last settings of the page hold",
    );
    await neovim.quit();
    await serversGone(world);
  } finally {
    neovim?.stop();
    world.stop();
  }
});

const lastLines = (count) => (screen) => screen.split("\n").slice(-count).join("\n");

for (const [name, holds] of [
  ["keys.lua", (neovim) => neovim.lua("return vim.fn.maparg('K', 'n') ~= ''")],
  ["settings.lua", async (neovim) => (await neovim.ask("route", "{ task = 'add a test' }")).threshold === 0.8],
]) {
  test(`the setup of the page that tests call ${name} works`, async () => {
    const world = startWorld();
    const { text } = blocksOf("neovim.md").find(({ mark }) => mark === `run: file ~/${name}`);
    world.write("~/.config/nvim/init.lua", init(text));
    const neovim = await startNeovim(world, [world.path("~/.config/shim-lsp/models.json")]);
    try {
      await neovim.says("Auto");
      await until(() => holds(neovim), Boolean, "what it sets holds");
    } finally {
      neovim.stop();
      world.stop();
    }
  });
}
