// Each client that is installed, connected to a gateway by its own configuration.
import assert from "node:assert/strict";
import { test } from "node:test";
import { installed, loop } from "./table.mjs";
import { startWorld } from "./world.mjs";

for (const client of installed().filter(({ hasNoFile }) => !hasNoFile)) {
  test(`${client.name} uses the gateway that its configuration names, until the undo`, () => connects(client));
}

async function connects(client) {
  const world = await startWorld(client, "chat");
  const gateway = await world.startGateway();
  try {
    await world.upstream.script(loop([]));
    const connected = await world.shim("connect", client.name, "--port", gateway.port);
    assert.equal(connected.code, 0, connected.error);

    const run = await world.askDirectly("say hi");
    assert.match(run.out, /All done here\./, run.error);
    assert.equal(run.code, 0, run.error);

    const undone = await world.shim("connect", client.name, "--undo");
    assert.equal(undone.code, 0, undone.error);
    assert.match(undone.out, /^Restored /m);
  } finally {
    await gateway.stop();
    world.stop();
  }
}
