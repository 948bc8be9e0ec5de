// A person who has a client and two models: one command to a session that works, and nothing is left behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import { installed, loop } from "./table.mjs";
import { startWorld } from "./world.mjs";

for (const client of installed().filter(({ own }) => own)) {
  test(`${client.name} works for a new person by one command, and leaves what is its own`, () => works(client));
}

async function works(client) {
  const world = await startWorld(client, "chat", { near: {}, far: {} });
  try {
    const before = world.files(".");
    await world.upstream.script(loop([client.shell("echo one >> log.txt")]));
    const run = await world.ask("log it");
    assert.equal(run.code, 0, run.error);
    assert.match(run.out, /All done here\./);
    assert.match(run.error, /: 2 requests, near 2, /);
    const left = world.files(".").filter((path) => !before.includes(path) && !path.startsWith("state/shim-lsp/"));
    assert.deepEqual(left.filter((path) => !client.own.test(path)), ["work/log.txt"]);
    assert.deepEqual(world.files("state/shim-lsp").filter((path) => path.includes("running")), []);
  } finally {
    world.stop();
  }
}
