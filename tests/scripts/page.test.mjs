// docs/scripts.md, run as a reader would: each section on a machine of its own, with the real server.
import assert from "node:assert/strict";
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { missingInterpreters } from "../../scripts/interpreters.mjs";
import { runProgram } from "../clients/programs.mjs";
import { blocksOf, follow } from "../editors/page.mjs";
import { startWorld } from "../editors/world.mjs";

const page = "../scripts.md";
const absent = missingInterpreters();

/** Follows a section, and hands the world that it leaves to `check`. */
async function section(name, check = () => undefined) {
  const world = startWorld();
  try {
    await follow(world, page, { install: () => install(world) }, {}, name);
    await check(world);
  } finally {
    world.stop();
  }
}

/** Skipped where a person lacks the program, and failed in CI. */
function testWith(program, name, work) {
  const isAbsent = program !== undefined && absent.includes(program);
  const note = `needs ${program} (Debian: apt-get install ${program})`;
  test(name, { skip: isAbsent && process.env.CI !== "true" ? note : false }, () => (isAbsent ? assert.fail(note) : work()));
}

/** What the page's commands do, without a network: npm would fetch vscode-jsonrpc. */
async function install(world) {
  const run = async (cwd, ...command) => {
    const { code, out, error } = await runProgram(command, cwd, process.env);
    assert.equal(code, 0, `${command.join(" ")}:\n${out}${error}`);
    return out;
  };
  const folder = join(root, "clients", "node");
  await run(folder, process.execPath, "scripts/build.mjs");
  const [{ filename }] = JSON.parse(await run(folder, "npm", "pack", "--json", "--pack-destination", world.temporary));
  assert.ok(blocksOf(page).some(({ mark, text }) => mark === "run: install" && text.includes(filename)), `the page installs ${filename}`);
  const modules = join(world.work, "node_modules");
  mkdirSync(modules);
  await run(world.temporary, "tar", "xzf", filename);
  renameSync(join(world.temporary, "package"), join(modules, "shim-lsp-client"));
  symlinkSync(join(root, "node_modules", "vscode-jsonrpc"), join(modules, "vscode-jsonrpc"));
}

for (const [name, program] of [["Shell", "jq"], ["Python", "python3"], ["Node"], ["Without the package"]]) {
  testWith(program, `${name}: each script runs and prints what the page shows`, () =>
    section(name, async (world) => {
      assert.deepEqual(world.servers(), [], "a server is left");
    }),
  );
}

test("the three programs print the same, and none is longer than twenty-odd lines", () => {
  const blocks = blocksOf(page);
  const outputs = blocks.filter(({ mark }) => mark === "output").map(({ text }) => text);
  const programs = blocks.filter(({ mark }) => mark?.startsWith("run: file "));

  assert.equal(new Set(outputs.slice(0, 6)).size, 2);
  assert.ok(programs.length >= 4);
  programs.forEach(({ mark, text }) => assert.ok(text.split("\n").length <= 23, mark));
});
