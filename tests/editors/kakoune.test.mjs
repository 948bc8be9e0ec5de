// Kakoune, and the package in editors/kakoune.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { follow } from "./page.mjs";
import { serversGone, startTerminal, until } from "./terminal.mjs";
import { catalog, startWorld } from "./world.mjs";

let world;
let terminal;
beforeEach(() => {
  world = startWorld();
});
afterEach(async () => {
  await terminal?.stop();
  terminal = undefined;
  await serversGone(world);
  world.stop();
});

async function start(...args) {
  world.append("~/.config/kak/kakrc", `source "${world.home}/shim-lsp/editors/kakoune/shim.kak"\n`);
  world.append("~/.config/kak/kakrc", "set-option -add global modelinefmt ' %opt{shim_model}'\n");
  terminal = startTerminal(world, ["kak", ...args]);
  await terminal.shows(active("auto"));
}

/** The mode line ends in the active model. */
const active = (slug) => new RegExp(`\\[\\d+\\] ${slug}$`, "m");

/** Types a command, as soon as its predecessor is done. */
async function enter(command) {
  terminal.enter(command);
  await until(terminal.screen, (screen) => !screen.includes(command), `${command} is done`);
}

test("the page leads a new user to a switched model", async () => {
  await follow(
    world,
    "kakoune.md",
    {
      keys: async (text) => {
        terminal ??= startTerminal(world, ["kak"]);
        for (const line of text.trim().split("\n")) {
          await terminal.shows(/\[\d+\] (auto|haiku)$/m);
          terminal.enter(line);
        }
      },
    },
    {
      picker: async () => {
        const screen = await terminal.shows(/(\n\w+ [^\n]*\d[^\n]*){4}\nmodel: .*prompt/);
        terminal.type("hai");
        await terminal.shows(/\nhaiku [^\n]*\nmodel: hai/);
        terminal.press("Enter");
        await terminal.shows(active("haiku"));
        assert.equal(JSON.parse((await world.shim("models", "--json")).out).active, "haiku");
        return screen
          .split("\n")
          .slice(-6)
          .map((line) => line.replace(/ +█?$/, "").replace(/^model: .*/, "model:"))
          .join("\n");
      },
      route: async () => {
        const screen = await terminal.shows(/Elapsed/);
        return screen
          .split("\n")
          .map((line) => /([│╭╰][^│╭╰]*[│╮╯]|[╭╰]─.*[╮╯])$/.exec(line)?.[1])
          .filter(Boolean)
          .filter((line) => !/Elapsed|Key/.test(line))
          .join("\n");
      },
    },
  );
});

test("a slug is completed, and a wrong one is refused with the nearest", async () => {
  await start();
  terminal.type(":shim-use op");
  await terminal.shows(/^opus/m);
  terminal.press("Enter");
  await terminal.shows(active("opus"));
  terminal.enter(":eval %{ shim-use opis }");
  await terminal.shows(/There is no model 'opis'\. Did you mean: opus\?/);
});

test("the mode line follows a switch in another terminal when Kakoune gets the focus", async () => {
  await start();
  await world.shim("use", "opus");
  terminal.press("-H", "1b", "5b", "49"); // what a terminal sends
  await terminal.shows(active("opus"));
});

test("the selection is the task of a route", async () => {
  world.write("notes.txt", "Find out why the cache test is flaky, and fix it\n");
  await start("notes.txt");
  terminal.type("x");
  terminal.enter(":shim-route");
  await terminal.shows(/Route[^]*opus is the only one to reach 0\.70/);
});

test(":lint marks the problems of a catalog", async () => {
  world.write(
    ".shim/models.json",
    catalog.replace('"ollama"', '"olama"').replace('"pricing": { "input": 4', '"pricing": { "input": "4"'),
  );
  await start(".shim/models.json");
  terminal.enter(":lint");
  const screen = await terminal.shows(/linting results: .*1 error/);
  assert.match(screen, /^x.*"olama"/m);
  terminal.enter(":lint-next-message");
  await terminal.shows(/The provider "olama" is not known, so the row is left out\. Did you mean "ollama"\?/);
});

test("a name from a catalog is a name, never a command", async () => {
  const name = "it's-%sh{touch${IFS}$HOME/pwned}-\\\"%opt{shim_command}";
  world.write("~/.config/shim-lsp/models.json", catalog.replace('"slug": "opus"', `"slug": "${name}"`));
  await start();
  const { out } = await world.shim("models", "--json");
  const slug = JSON.parse(out).models.find((model) => model.slug.startsWith("it"))?.slug ?? assert.fail(out);
  await world.shim("use", slug);
  await enter(":shim-refresh");
  await terminal.shows(/ it's-%sh/);
  terminal.enter(":shim-use");
  await terminal.shows(/it's[^\n]*opus/);
  terminal.type("it");
  terminal.press("Enter");
  await until(terminal.screen, (screen) => !screen.includes("model: "), "the menu closes");
  assert.equal(world.has("~/pwned"), false);
});

test("a missing program is named", async () => {
  world.append("~/.config/kak/kakrc", "");
  await start();
  terminal.enter(":set global shim_command nowhere");
  terminal.enter(":shim-use opus");
  await terminal.shows(/nowhere: not found/);
});

test("nothing stays behind after Kakoune has quit", async () => {
  await start();
  terminal.enter(":quit!");
  await terminal.ended();
  await serversGone(world);
});
