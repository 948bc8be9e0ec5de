// Vim, while a person edits a catalog.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { serversGone, startTerminal, until } from "./terminal.mjs";
import { catalog, startWorld } from "./world.mjs";

const file = "~/.config/shim-lsp/models.json";
const settings = "set nocompatible viminfo= noswapfile laststatus=2 completeopt=menuone,popup\n";

let world;
let terminal;
beforeEach(() => {
  world = startWorld({ variables: { OPENAI_API_KEY: "placeholder" } }); // a key that is not set is a problem too
  cpSync(join(root, "editors", "vim"), world.path("~/.vim/pack/shim/start/shim"), { recursive: true });
  world.write("~/.vimrc", settings);
});
afterEach(async () => {
  await terminal?.stop();
  terminal = undefined;
  await serversGone(world);
  world.stop();
});

/** Opens the person's own catalog with this text. */
function edit(text, path = file) {
  world.write(path, text);
  terminal = startTerminal(world, ["vim", world.path(path)], { columns: 150 });
}

/** Runs a command whose output is a line, and waits for that line. */
async function says(command, wanted) {
  terminal.enter(`:redraw | echo ${command}`);
  await terminal.shows(wanted);
}

/** A test that is skipped, and says so, if the server does not have the ability. */
function testWith(ability, name, run) {
  test(name, async (context) => {
    if ((await abilities()).includes(`"${ability}"`)) {
      await run();
    } else {
      context.skip(`the server has no ${ability} yet`);
    }
  });
}

/** What the server answers to `initialize`. */
async function abilities() {
  const server = spawn("shim-lsp", ["lsp"], { cwd: world.work, env: world.variables, stdio: ["pipe", "pipe", "ignore"] });
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, capabilities: {} } });
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  let answer = "";
  server.stdout.on("data", (piece) => (answer += piece));
  await until(
    () => answer,
    (text) => text.includes("serverInfo"),
    "the server answers initialize",
  );
  server.stdin.end();
  await serversGone(world);
  return answer;
}

testWith("textDocumentSync", "problems are marked on open and gone when they are mended, before the file is saved", async () => {
  edit(catalog.replace('"ollama"', '"olama"'));
  await terminal.shows(/^E> .*"olama"/m);
  terminal.enter(":3");
  await terminal.shows(/^The provider "olama" is not known, so the row is left out\. Did you mean "ollama"\?$/m);
  terminal.enter(":s/olama/ollama/");
  await until(terminal.screen, (screen) => !/^[EWI]>/m.test(screen), "the sign goes");
  terminal.enter(":s/ollama/mistral/");
  await terminal.shows(/^E> .*"mistral"/m);
  assert.match(world.read(file), /"olama"/);
});

testWith("textDocumentSync", "the underline covers exactly the text of the problem, also after wide characters", async () => {
  edit(catalog.replace('"Qwen 3.5 9B", "strength": 0.4', '"Qwän 😀 e\u0301", "strength": "much"'));
  await terminal.shows(/^W> .*"much"/m);
  await says("prop_list(3)->mapnew({_, prop -> getline(3)->strpart(prop.col - 1, prop.length)})", /^\['"much"'\]$/m);
});

testWith("textDocumentSync", "the location list has every problem, and a list of the person's own stays", async () => {
  edit(catalog.replace('"ollama"', '"olama"').replace('"strength": 0.7', '"strength": "much"'));
  await terminal.shows(/^W> .*"much"/m);
  await says("getloclist(0)->mapnew({_, item -> item.lnum .. item.type})", /^\['3E', '5W'\]$/m);
  terminal.enter(":lvimgrep /slug/j %");
  terminal.enter(":5s/much/more/");
  await terminal.shows(/^W> .*"more"/m);
  await says("getloclist(0)->len()", /^4$/m);
});

testWith(
  "textDocumentSync",
  "a text that is broken on the way has its fault marked, also after the file was read again",
  async () => {
    edit(catalog);
    await terminal.shows(/"slug": "small"/);
    terminal.enter(":3s/,//");
    await terminal.shows(/^E> .*"small"/m);
    terminal.enter(":edit!");
    await until(terminal.screen, (screen) => !/^[EWI]>/m.test(screen), "the sign goes");
    terminal.enter(":3s/,//");
    await terminal.shows(/^E> .*"small"/m);
  },
);

test("other files named models.json are left alone", async () => {
  edit('{ "models": [ { "name": "car", } ]\n', "models.json");
  await terminal.shows(/"car"/);
  terminal.enter(":ShimUse opus");
  await until(world.servers, (ids) => ids.length === 1, "the server runs");
  terminal.enter(":ShimFix");
  await terminal.shows(/This is not a catalog of shim-lsp\./);
  assert.doesNotMatch(terminal.screen(), /^[EWI]>/m);
});

testWith("textDocumentSync", "the catalog that the settings name is one, whatever it is called", async () => {
  world.append("~/.vimrc", "let g:shim_command = ['shim-lsp', 'lsp', '--models', expand('~/mine.json')]\n");
  edit(catalog.replace('"ollama"', '"olama"'), "~/mine.json");
  await terminal.shows(/"olama"/);
  assert.deepEqual(world.servers(), []);
  terminal.enter(":ShimUse opus");
  await terminal.shows(/^E> .*"olama"/m);
});

testWith("completionProvider", "Ctrl-X Ctrl-O completes the slug of a row", async () => {
  edit(catalog.replace(/ {2}\]\n\}/, '  ],\n  "router": { "default": "" }\n}'));
  await terminal.shows(/"default": ""/);
  await until(world.servers, (ids) => ids.length === 1, "the server runs");
  terminal.enter(`:call search('default": "', 'e')`);
  terminal.type("aop");
  terminal.press("C-x", "C-o");
  await terminal.shows(/"default": "opus"/);
  terminal.press("C-y", "Escape");
  terminal.enter(":write");
  await until(
    () => world.read(file),
    (text) => text.includes('"router": { "default": "opus" }'),
    "the file has the slug",
  );
});

test("a fix is chosen from a menu, undone in one step, and applied at once with a bang", async () => {
  edit(catalog.replace('"ollama"', '"olama"'));
  await terminal.shows(/^E> .*"olama"/m);
  terminal.enter(":3ShimFix");
  await terminal.shows(/Fix ═[^]*ollama[^]*╚/);
  terminal.press("Enter");
  const isMended = (screen) => /"provider": "ollama"/.test(screen) && !/^[EWI]>/m.test(screen);
  await until(terminal.screen, isMended, "the problem is mended");
  terminal.type("u");
  await terminal.shows(/^E> .*"olama"/m);
  terminal.enter(":3ShimFix!");
  await until(terminal.screen, isMended, "the problem is mended again");
});

const named = catalog.replace(/ {2}\]\n\}/, '  ],\n  "router": { "default": "opus", "candidates": ["small", "opus"] }\n}');

/** The lines that name a model, from 1. */
const linesWith = (text, piece) => text.split("\n").flatMap((line, at) => (line.includes(piece) ? [at + 1] : []));

testWith("definitionProvider", "from a name Vim jumps to the row and back, and lists every place that names it", async () => {
  edit(named);
  await until(world.servers, (ids) => ids.length === 1, "the server runs");
  const [row, use] = linesWith(named, '"opus"');
  terminal.enter(`:${use}`);
  terminal.enter(`:call search('opus')`);
  const isOn = (line) => terminal.shows(new RegExp(` ${line},[0-9]`)); // the ruler
  await isOn(use);
  terminal.enter(":ShimDefinition");
  await isOn(row);
  terminal.press("C-o");
  await isOn(use);
  terminal.enter(":ShimReferences");
  await until(terminal.screen, (screen) => screen.split("models.json|").length >= 4, "the places are listed");
  await says("getloclist(0)->mapnew({_, item -> item.lnum})", new RegExp(`^\\[${row}, ${use}, ${use}\\]$`, "m"));
});

testWith("renameProvider", "a model is renamed wherever it is named, in one step that can be undone, and a taken name is refused", async () => {
  edit(named);
  await until(world.servers, (ids) => ids.length === 1, "the server runs");
  const places = linesWith(named, '"opus"');
  terminal.enter(`:${places[1]}`);
  terminal.enter(`:call search('opus')`);
  terminal.enter(":ShimRename small");
  await terminal.shows(/Another row has the slug "small"/);
  terminal.enter(":ShimRename large");
  await terminal.shows(/"default": "large", "candidates": \["small", "large"\]/);
  terminal.enter(":write");
  await until(
    () => world.read(file),
    (text) => linesWith(text, '"large"').join() === places.join() && !text.includes('"opus"'),
    "the file has the name",
  );
  terminal.type("u");
  await terminal.shows(/"default": "opus", "candidates": \["small", "opus"\]/);
  await says("line('$') .. ' ' .. search('\"slug\": \"opus\"', 'nw')", new RegExp(` ${places[0]}$`, "m"));
});

test("elsewhere the commands say that they are for catalogs", async () => {
  world.write("notes.json", "{}\n");
  terminal = startTerminal(world, ["vim", world.path("notes.json")], { columns: 150 });
  await terminal.shows(/^\{\}$/m);
  terminal.enter(":ShimRename x");
  await terminal.shows(/This is not a catalog of shim-lsp\./);
});
