// Things change while a client works: its person switches in another terminal, its model fails, its catalog is edited.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hold, installed, loop } from "./table.mjs";
import { until } from "./programs.mjs";
import { startWorld } from "./world.mjs";

for (const client of installed()) {
  describe(`${client.name} while things change`, () => changes(client));
}

function changes(client) {
  let world;
  before(async () => (world = await startWorld(client, "chat", { near: {}, far: {} })));
  after(() => world.stop());

  /** Does something while the client waits for its shell. */
  const meanwhile = async (work) => {
    await world.upstream.script(loop([client.shell(hold)]));
    const run = world.ask("wait for me");
    await until(() => world.has("waiting"), "the client runs its shell");
    await work();
    world.write("go", "");
    return run;
  };
  const asked = async () => (await world.upstream.requests()).filter(({ body }) => body.tools?.length > 0).map(({ model }) => model);

  test("a model that wants a pause in mid loop is passed over, and the client never notices", async () => {
    const [first, second, end] = loop([client.shell("echo one >> log.txt"), client.shell("echo two >> log.txt")]);
    const own = { near: { steps: [first, [{ fails: 429, retryAfter: "60" }]] } };
    await world.upstream.script([first, second, end], { models: own });
    const run = await world.ask("log it");
    assert.equal(run.code, 0, run.error);
    assert.match(run.out, /All done here\./);
    assert.doesNotMatch(run.out + run.error, /\b429\b|rate.?limit|retry/i); // a client may show an id that has these digits in it
    assert.equal(world.file("log.txt"), "one\ntwo\n");
    assert.deepEqual(await asked(), ["near", "near", "far", "far"]);
  });

  test("an edit of models.json is followed", async () => {
    const run = await meanwhile(async () => {
      world.writeModels({ near: { model: "near-2" }, far: {} });
      await until(async () => (await world.shim("models", "--json")).out.includes("near-2"), "the gateway reads the edit");
    });
    assert.equal(run.code, 0, run.error);
    assert.match(run.out, /All done here\./);
    assert.deepEqual(await asked(), ["near", "near-2"]);
    world.writeModels({ near: {}, far: {} });
  });

  test("a choice in another terminal counts from the next request on", async () => {
    const run = await meanwhile(async () => assert.equal((await world.shim("use", "far")).code, 0));
    assert.equal(run.code, 0, run.error);
    assert.match(run.out, /All done here\./);
    assert.deepEqual(await asked(), ["near", "far"]);
  });

  test("a choice between two messages counts for the second", { skip: !client.talk && "it takes one message a run" }, async () => {
    await world.shim("use", "near");
    await world.upstream.script(loop([]));
    const talk = world.converse(client.talk.args);
    const say = async (text, turns) => {
      talk.input.write(`${JSON.stringify(client.talk.message(text))}\n`);
      await until(() => talk.output.out.split(client.talk.end).length > turns, `turn ${turns} ends`);
    };
    await say("hello", 1);
    assert.equal((await world.shim("use", "far")).code, 0);
    await say("hello again", 2);
    talk.input.end();
    assert.equal((await talk.ended).code, 0);
    assert.deepEqual(await asked(), ["near", "far"]);
  });
}
