// Vim, and the package in editors/vim.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { follow } from "./page.mjs";
import { serversGone, startTerminal, until } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

const editor = join(root, "editors", "vim");
const settings = "set laststatus=2\nset statusline=%f\\ %m%=%{shim#Statusline()}\nset completeopt=menuone,popup\n";

let world;
let terminal;
beforeEach(() => {
  world = startWorld();
});
afterEach(async () => {
  await terminal?.stop();
  terminal = undefined;
  await serversGone(world); // they write into its home
  world.stop();
});

/** Starts Vim with the package and a person's settings. */
function start(...args) {
  cpSync(editor, world.path("~/.vim/pack/shim/start/shim"), { recursive: true });
  world.append("~/.vimrc", settings);
  return open(...args);
}

function open(...args) {
  terminal = startTerminal(world, ["vim", ...args]);
  return terminal;
}

/** The status line has the active model at its end. */
const active = (name) => new RegExp(`^(?:\\[No Name\\]|\\S*models\\.json).* ${name}$`, "m");

/** What a line of `:Shim` says. */
async function shown(name) {
  terminal.enter(":Shim");
  const screen = await terminal.shows(/Cache /);
  terminal.type("q");
  await until(terminal.screen, (text) => !/Cache /.test(text), "the text closes");
  return new RegExp(`${name} +(.*?) +║`).exec(screen)?.[1];
}

test("the page leads a new user to a switched model", async () => {
  world.stop();
  world = startWorld();
  const screens = {
    picker: async () => {
      const screen = await terminal.shows(/Model for shop[^]*╚/);
      terminal.press("j", "j", "Enter");
      await terminal.shows(active("Claude Haiku 5.5"));
      assert.equal(JSON.parse((await world.shim("models", "--json")).out).active, "haiku");
      return menuOf(screen);
    },
    route: async () => menuOf(await terminal.shows(/Goes to[^]*╚/)),
  };
  await follow(
    world,
    "vim.md",
    {
      keys: async (text) => {
        terminal ?? open();
        for (const line of text.trim().split("\n")) {
          await terminal.shows(/^\[No Name\].*(Auto|Haiku)/m);
          terminal.enter(line);
        }
      },
      "own catalog": async (text) => {
        world.append("~/.vimrc", text);
        world.write("~/work/models.json", '[{ "slug": "mine", "model": "m", "provider": "ollama", "display_name": "My Model" }]');
        await terminal.stop();
        open();
        terminal.enter(":ShimUse mine");
        await terminal.shows(active("My Model"));
      },
    },
    screens,
  );
});

test("without a catalog the page's first part leads to a switched model in two minutes", async () => {
  world.stop();
  world = startWorld({ models: null, variables: { ANTHROPIC_API_KEY: "" } });
  const begun = performance.now();
  const keys = async (text) => {
    await open().shows(/^\[No Name\].*Auto/m);
    terminal.enter(text.trim());
  };
  const picker = async () => {
    await terminal.shows(/Model for shop[^]*╚/);
    terminal.press("j", "Enter");
    await terminal.shows(active(String.raw`Qwen 3\.5 9B \(local\)`));
  };
  await follow(world, "vim.md", { keys }, { picker }, "Switch a model");
  assert.ok(performance.now() - begun < 120_000);
  assert.match((await world.shim("status")).out, /Active +local-small/);
});

/** The lines of a screen that show a menu or a text. */
const menuOf = (screen) =>
  screen
    .split("\n")
    .filter((line) => /[║╔╚]/.test(line))
    .map((line) => line.replace(/^~ */, ""))
    .join("\n");

test("every function of the package compiles", async () => {
  const copy = world.path("~/copy");
  cpSync(editor, copy, { recursive: true });
  const scripts = readdirSync(copy, { recursive: true }).filter((name) => name.endsWith(".vim"));
  for (const name of scripts) {
    writeFileSync(join(copy, name), `${readFileSync(join(copy, name), "utf8")}\ndefcompile\n`);
  }

  const sources = scripts.flatMap((name) => ["-c", `source ${join(copy, name)}`]);
  const { code, error } = await world.run(
    "vim",
    "-es",
    "-Nu",
    "NONE",
    "--cmd",
    `set rtp^=${copy}`,
    ...sources,
    "-c",
    "if v:errmsg != '' | cquit | endif",
    "-c",
    "quit",
  );
  assert.equal(code, 0, error);
  assert.ok(scripts.length >= 6);
});

test("the help has a tag for every command, function and setting", async () => {
  start("-c", "helptags ~/.vim/pack/shim/start/shim/doc", "-c", "quit");
  await terminal.ended();
  const tags = world.read("~/.vim/pack/shim/start/shim/doc/tags");
  const plugin = readFileSync(join(editor, "plugin/shim.vim"), "utf8");
  const commands = [...plugin.matchAll(/^command!.* (Shim\w*) shim#/gm)].map(([, name]) => `:${name}`);
  assert.equal(commands.length, 9);
  for (const name of [...commands, "g:shim_command", "g:shim_settings", "shim#Statusline()", "shim#Configure()"]) {
    assert.match(tags, new RegExp(`^${name.replace(/[()]/g, "\\$&")}\t`, "m"));
  }
});

test("the status line follows a switch in another terminal", async () => {
  start();
  await terminal.shows(active("Auto"));
  await world.shim("use", "opus");
  await terminal.shows(active("Claude Opus 5.5"));
});

test("the menu shows the price and the health, and opens at the active model", async () => {
  await world.shim("use", "haiku");
  start();
  await terminal.shows(active("Claude Haiku 5.5"));
  terminal.enter(":ShimUse");
  const screen = await terminal.shows(/Model for shop[^]*╚/);
  assert.match(screen, /║ {3}Qwen 3\.5 9B +ollama +free +ready +║/);
  assert.match(screen, /║ \* Claude Haiku 5\.5 +anthropic +\$0\.1 in, \$0\.5 out +ready +║/);
  assert.match(screen, /║ {3}GPT-6\.2 Sol +openai +\$2 in, \$10 out +OPENAI_API_KEY is not set +║/);
  terminal.press("j", "Enter");
  await terminal.shows(active("Claude Opus 5.5"));
});

test("a menu that is closed changes nothing", async () => {
  start();
  await terminal.shows(active("Auto"));
  terminal.enter(":ShimUse");
  await terminal.shows(/Model for shop/);
  terminal.press("j", "C-c");
  await until(terminal.screen, (text) => !text.includes("Model for shop"), "the menu closes");
  assert.equal(await shown("Active"), "Auto: each task goes to the cheapest model that is good enough");
});

test("Tab completes a slug, and a wrong one is refused with the nearest", async () => {
  start();
  await terminal.shows(active("Auto"));
  terminal.type(":ShimUse op");
  terminal.press("Tab");
  await terminal.shows(/:ShimUse opus/);
  terminal.press("Enter");
  await terminal.shows(active("Claude Opus 5.5"));
  terminal.enter(":ShimUse opis");
  await terminal.shows(/There is no model 'opis'\. Did you mean: opus\?/);
});

test("with a bang every project without a choice of its own follows", async () => {
  mkdirSync(world.path("~/other"));
  const elsewhere = async () => JSON.parse((await world.run("sh", "-c", "cd ~/other && shim-lsp models --json")).out).active;
  assert.equal(await elsewhere(), "auto");
  start();
  await terminal.shows(active("Auto"));
  terminal.enter(":ShimUse! opus");
  await terminal.shows(active("Claude Opus 5.5"));
  assert.equal(await elsewhere(), "opus");
});

test("lines, an argument or a prompt give the task of a route", async () => {
  world.write("notes.txt", "A heading\nFind out why the cache test is flaky,\nand fix it\n");
  start("notes.txt");
  for (const [keys, model] of [
    [":2,3ShimRoute", "opus"],
    [":ShimRoute fix the typo in the heading", "small"],
    [":ShimRoute\nfix the typo in the heading", "small"],
  ]) {
    keys.split("\n").forEach((line) => terminal.enter(line));
    await terminal.shows(new RegExp(`Goes to ${model} [^]*${model} +[\\d.]+ +[\\d.]+ +chosen`));
    terminal.type("q");
    await until(terminal.screen, (text) => !text.includes("Goes to"), "the text closes");
  }
  await terminal.shows(/Auto: Qwen 3\.5 9B$/m);
});

test("changed settings drop the cache", async () => {
  start();
  await terminal.shows(active("Auto"));
  terminal.enter(":ShimRoute fix the typo in the heading");
  await terminal.shows(/Goes to small/);
  terminal.type("q");
  assert.equal(await shown("Cache"), "1 entries, 0 hits in 1 requests");
  terminal.enter(":call shim#Configure({'router': {'threshold': 0.99}})");
  assert.equal(await shown("Cache"), "0 entries, 0 hits in 1 requests");
  terminal.enter(":ShimRoute fix the typo in the heading");
  await terminal.shows(/reach 0\.99/);
});

test("each project has its own model", async () => {
  world.write("one/.git/HEAD", "");
  world.write("one/deep/file.txt", "");
  start();
  await terminal.shows(active("Auto"));
  terminal.enter(":cd one/deep");
  terminal.enter(":ShimUse opus");
  await terminal.shows(active("Claude Opus 5.5"));
  assert.equal(await shown("Folder"), "~/shop/one");
  terminal.enter(":cd ../..");
  await terminal.shows(active("Auto"));
});

test("the server is gone after Vim has quit, and after Vim was killed", async () => {
  start();
  await terminal.shows(active("Auto"));
  assert.equal(world.servers().length, 1);
  terminal.enter(":qa");
  await terminal.ended();
  await serversGone(world);

  open();
  await terminal.shows(active("Auto"));
  assert.equal(world.servers().length, 1);
  await terminal.stop();
  await serversGone(world);
});

test("no server runs until it is needed, and files that are no catalog never need it", async () => {
  world.write("models.json", '{ "models": [ { "name": "car" } ] }\n');
  cpSync(editor, world.path("~/.vim/pack/shim/start/shim"), { recursive: true });
  world.write("~/.vimrc", "set nocompatible viminfo=\n");
  open("models.json");
  await terminal.shows(/"car"/);
  terminal.enter(":set omnifunc? keywordprg?");
  await terminal.shows(/omnifunc=\s+keywordprg=man/);
  assert.deepEqual(world.servers(), []);
});

test("a server that ends is reported, and the next command starts another", async () => {
  start();
  await terminal.shows(active("Auto"));
  process.kill(world.servers()[0], "SIGKILL");
  await terminal.shows(/shim: not running$/m);
  assert.match(terminal.screen(), /shim-lsp stopped with exit code/);
  terminal.press("Enter");
  terminal.enter(":ShimUse opus");
  await terminal.shows(active("Claude Opus 5.5"));
});

test("a missing program is named, with what to do", async () => {
  world.append("~/.vimrc", "let g:shim_command = ['nowhere', 'lsp']\n");
  start();
  await terminal.shows(/nowhere was not found\. Put it on your PATH, or set g:shim_command\./);
});
