// micro, and the plugin in editors/micro.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { root } from "../../scripts/environment.mjs";
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
  cpSync(join(root, "editors", "micro"), world.path("~/.config/micro/plug/shim"), { recursive: true });
  world.write("~/.config/micro/settings.json", '{ "statusformatr": "$(shim.model) " }\n');
  terminal = startTerminal(world, ["micro", ...args]);
  await terminal.shows(active("auto"));
}

/** The status line ends in the active model. */
const active = (slug) => new RegExp(`utf-8 .* ${slug}$`, "m");

/** Opens the command line and runs a command. */
async function enter(command) {
  terminal.press("C-e");
  await terminal.shows(/^>$/m);
  terminal.enter(command);
}

const chosen = async () => JSON.parse((await world.shim("models", "--json")).out).active;

test("the page leads a new user to a switched model", async () => {
  await follow(
    world,
    "micro.md",
    {
      keys: async (text) => {
        terminal ??= startTerminal(world, ["micro"]);
        for (const line of text.trim().split("\n")) {
          await terminal.shows(/ft:unknown/);
          await enter(line);
          // micro runs our program in the background, and the page's reader waits for what it shows.
          const [, slug] = /^shimuse (.+)/.exec(line) ?? [];
          await (slug
            ? terminal.shows(active(slug))
            : until(terminal.screen, (screen) => !/^> ?(set|shimroute)/m.test(screen), `${line} is done`));
        }
      },
    },
    {
      picker: async () => {
        await terminal.shows(/models > shimuse/);
        terminal.press("Tab", "Tab", "Tab");
        const screen = await terminal.shows(/models > shimuse haiku/);
        terminal.press("Enter");
        await terminal.shows(active("haiku"));
        assert.equal(await chosen(), "haiku");
        return lastLines(screen, 2);
      },
      route: async () => lastLines(await terminal.shows(/Goes to .*/), 1),
    },
  );
});

const lastLines = (screen, count) =>
  screen
    .split("\n")
    .slice(-count)
    .map((line) => line.replace(/ +>?$/, ""))
    .join("\n");

test("a wrong slug is refused with the nearest", async () => {
  await start();
  await enter("shimuse opis");
  await terminal.shows(/There is no model 'opis'\. Did you mean: opus\?/);
  assert.equal(await chosen(), "auto");
});

test("Tab says which models cannot be used", async () => {
  await start();
  await enter("shimuse");
  await terminal.shows(/models > shimuse/);
  terminal.press("Tab");
  await terminal.shows(/^auto small haiku opus sol \(missing credential\)/m);
});

test("the selection is the task of a route", async () => {
  world.write("notes.txt", "Find out why the cache test is flaky, and fix it\n");
  await start("notes.txt");
  terminal.press("C-a");
  await enter("shimroute");
  await terminal.shows(/Goes to opus\. opus is the only one to reach 0\.70/);
});

test("the status line follows a switch in another terminal when a file is saved", async () => {
  world.write("notes.txt", "A note\n");
  await start("notes.txt");
  await world.shim("use", "opus");
  terminal.type("x");
  terminal.press("C-s");
  await terminal.shows(active("opus"));
});

test("the problems of a catalog are marked when it is opened", async () => {
  world.write(".shim/models.json", catalog.replace('"ollama"', '"olama"'));
  await start(".shim/models.json");
  await terminal.shows(/^>> *3.*"olama"/m);
  terminal.press("Down", "Down");
  await terminal.shows(/The provider "olama" is not known, so the row is left out\. Did you mean "ollama"\?/);
});

test("other files named models.json are left alone", async () => {
  world.write("models.json", '{ "models": [ { "provider": "olama" } ] }\n');
  await start("models.json");
  await enter("lint");
  await terminal.shows(/utf-8/);
  assert.doesNotMatch(terminal.screen(), /^>>/m);
});

test("a table of the models opens in a split", async () => {
  await start();
  await enter("shim");
  await terminal.shows(/opus +Claude Opus 5\.5 +anthropic\/claude-opus-5-5 +4\/20/);
});

test("a missing program is named, with what to do", async () => {
  await start();
  await enter("set shim.command nowhere");
  await enter("shimuse opus");
  await terminal.shows(/nowhere was not found\. Put it on your PATH, or set shim\.command\./);
});

test("nothing stays behind after micro has quit", async () => {
  await start();
  terminal.press("C-q");
  await terminal.ended();
  await serversGone(world);
});
