// Each client that is installed does real work through the gateway: what it shows and what it does to the folder.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { encoded, picture } from "./picture.mjs";
import { installed, loop, target } from "./table.mjs";
import { startWorld, wires } from "./world.mjs";

for (const client of installed()) {
  for (const wire of Object.keys(wires)) {
    describe(`${client.name} with an upstream of the shape ${wire}`, () => tasks(client, wire));
  }
}

function tasks(client, wire) {
  let world;
  before(async () => (world = await startWorld(client, wire)));
  after(() => world.stop());

  test("it shows what the model says, and leaves nothing behind", async () => {
    await world.upstream.script(loop([]));
    const run = await world.ask("say hi");
    assert.equal(run.code, 0, run.error);
    assert.match(run.out, /All done here\./);
    assert.deepEqual(world.leftovers(), []);
  });

  test("it runs a shell command twice", async () => {
    await world.upstream.script(loop([client.shell("echo one >> log.txt"), client.shell("echo two >> log.txt")]));
    const run = await world.ask("log it");
    assert.equal(run.code, 0, run.error);
    assert.equal(world.file("log.txt"), "one\ntwo\n");
    assert.match(run.out, /All done here\./);
  });

  test("it edits a file by its own tool", async () => {
    world.write("poem.txt", "roses are red\n");
    await world.upstream.script(loop(client.edit(target(world.work, "poem.txt", "roses are red", "roses are blue"))));
    const run = await world.ask("paint it");
    assert.equal(run.code, 0, run.error);
    assert.equal(world.file("poem.txt"), "roses are blue\n");
    assert.match(run.out, /All done here\./);
  });

  const skip = !client.look && !client.show && "nothing is known of its pictures";

  test("the model sees a picture that it reads", { skip }, async () => {
    world.write("picture.png", picture);
    const file = target(world.work, "picture.png");
    await world.upstream.script(loop(client.look ? [client.look(file)] : []));
    const run = await world.ask("look at it", (prompt) => [...client.ask(prompt), ...(client.show?.(file.path) ?? [])]);
    assert.equal(run.code, 0, run.error);
    assert.ok(JSON.stringify(await world.upstream.requests()).includes(encoded), "its bytes reach the model unchanged");
    assert.match(run.out, /All done here\./);
  });
}
