// What the tests of the editors stand on: a machine of their own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { serversGone, until } from "./terminal.mjs";
import { startWorld } from "./world.mjs";

test("a world has a home, a catalog and a server of its own", async () => {
  const world = startWorld();
  try {
    const { code, out } = await world.shim("models", "--json");
    assert.equal(code, 0);
    const { models, catalog } = JSON.parse(out);
    assert.deepEqual(
      models.map(({ slug, availability }) => `${slug}: ${availability.state}`),
      ["auto: available", "small: available", "haiku: available", "opus: available", "sol: missingCredential"],
    );
    assert.deepEqual(catalog.sources, [world.path("~/.config/shim-lsp/models.json")]);
    assert.deepEqual(catalog.problems, []);
    assert.equal((await world.run("sh", "-c", "echo $HOME")).out.trim(), world.home);
  } finally {
    world.stop();
  }
});

test("a world knows which of its servers still run", async () => {
  const world = startWorld();
  const editor = spawn(`${world.home}/../bin/shim-lsp`, ["rpc"], { cwd: world.work, env: world.variables, stdio: ["pipe", "ignore", "ignore"] });
  try {
    await until(world.servers, (ids) => ids.length === 1, "the server runs");
    editor.stdin.end();
    await serversGone(world);
  } finally {
    editor.kill();
    world.stop();
  }
});

test("a new user has no catalog", async () => {
  const world = startWorld({ models: null });
  try {
    assert.match((await world.shim("status")).out, /the embedded sample/);
  } finally {
    world.stop();
  }
});
