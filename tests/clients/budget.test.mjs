// Each client that is installed, when the budget is spent. What matters is that the person sees why, soon, and that nothing is spent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { installed } from "./table.mjs";
import { startWorld } from "./world.mjs";

const soon = 30_000;

for (const client of installed()) {
  test(`${client.name} shows which budget is spent, and does not go on asking`, () => refused(client));
}

async function refused(client) {
  const rows = { near: { pricing: { input: 1, output: 5 } } };
  const world = await startWorld(client, "chat", rows, [], { budget: { daily: 0 } });
  try {
    const begun = performance.now();
    const run = await world.ask("say hi");
    assert.match(run.out + run.error, /daily budget of \$0 is spent/);
    assert.ok(performance.now() - begun < soon, `it took ${Math.round(performance.now() - begun)} ms`);
    assert.equal((await world.upstream.requests()).length, 0);
  } finally {
    world.stop();
  }
}
