// Nothing leaves the machine: neither each client that CI has, nor the gateway.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { addressesIn, mayIsolate, missing, startNetwork, traced } from "./isolation.mjs";
import { installed, loop } from "./table.mjs";
import { startWorld } from "./world.mjs";

const absent = missing();

describe("nothing leaves the machine", { skip: process.env.CI !== "true" && absent }, () => {
  const folder = mkdtempSync(join(tmpdir(), "shim-lsp-network-"));
  let network = { inside: [], stop: () => {} };
  before(async (t) => {
    assert.equal(absent, undefined);
    if (mayIsolate()) {
      network = await startNetwork();
    } else {
      t.diagnostic("This machine allows no network of its own (unshare -rn): calls are written down in the real one.");
    }
  });
  after(() => {
    network.stop();
    rmSync(folder, { recursive: true });
  });

  for (const client of installed().filter(({ isSilent }) => isSilent)) {
    test(`${client.name} through the gateway calls this machine alone, and looks no name up`, async () => {
      const log = join(folder, client.name);
      const world = await startWorld(client, "chat", { near: {} }, network.inside);
      try {
        await world.upstream.script(loop([client.shell("echo one >> log.txt")]));
        const run = await world.ask("log it", client.ask, traced(log));
        assert.equal(run.code, 0, run.error);
        assert.equal(world.file("log.txt"), "one\n");
        const called = addressesIn(log);
        assert.ok(called.includes(new URL(world.upstream.origin).host), "the log knows the call to the model");
        assert.deepEqual(called.filter((address) => !/^(127\.0\.0\.1|::1):\d+$/.test(address)), []);
      } finally {
        world.stop();
      }
    });
  }

  test("the gateway itself calls the model that it is told to, and nobody else", async () => {
    const [client] = installed();
    const log = join(folder, "gateway");
    const world = await startWorld(client, "chat", { near: {} }, network.inside);
    try {
      const gateway = await world.startGateway(traced(log));
      const reply = await world.script(`
        const headers = { authorization: "Bearer ${gateway.token}", "content-type": "application/json" };
        const body = JSON.stringify({ model: "shim", messages: [{ role: "user", content: "Hi" }] });
        const response = await fetch("${gateway.url}/v1/chat/completions", { method: "POST", headers, body });
        console.log(response.status);`);
      assert.equal(reply.out, "200\n", reply.error);
      assert.equal((await world.shim("gateway", "stop")).code, 0);
      await gateway.ended;
      assert.deepEqual(addressesIn(log), [new URL(world.upstream.origin).host]);
    } finally {
      world.stop();
    }
  });
});
