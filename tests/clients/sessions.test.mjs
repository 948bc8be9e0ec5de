// Each client over a long time: it goes on with a conversation, makes one shorter, and meets a model whose window is full.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installed, loop } from "./table.mjs";
import { startWorld } from "./world.mjs";

const tooLong =
  "This model's maximum context length is 200000 tokens. However, your messages resulted in 210000 tokens. Please reduce them.";

const summary = "Summary: the person's number is 4711.";

for (const client of installed()) {
  describe(`${client.name} over a long time`, () => sessions(client));
}

function sessions(client) {
  let world;
  before(async () => (world = await startWorld(client, "responses", { near: { max_context_limit: 20_000 }, far: {} })));
  after(() => world.stop());

  test("it goes on with a conversation, under the same id, with the same model and all that was said", async () => {
    await world.upstream.script(loop([], "I keep it in mind."));
    const first = await world.ask("my number is 4711");
    assert.equal(first.code, 0, first.error);
    const begun = turnIn(await world.upstream.requests());

    await world.upstream.script(loop([]));
    const second = await world.ask("what is my number?", client.again);
    assert.equal(second.code, 0, second.error);
    assert.match(second.out, /All done here\./);
    const resumed = turnIn(await world.upstream.requests());
    assert.match(JSON.stringify(resumed.body), /my number is 4711.*I keep it in mind\..*what is my number\?/s);
    assert.equal(resumed.model, begun.model);
    assert.equal(resumed.body.prompt_cache_key, begun.body.prompt_cache_key);
    assert.ok(resumed.body.prompt_cache_key);
  });

  test("it makes a conversation shorter that fills the window, by a model that it fits into, and goes on", async () => {
    const { phrase } = client.compacts;
    const [call, done] = loop([client.shell("echo one >> log.txt")]);
    const filling = { ...call[0], takes: [195_000, 100] };
    await world.upstream.script([[filling, ...done], done], { phrases: { [phrase]: { says: [summary] } } });
    const run = await world.ask(`count these: ${"one two three ".repeat(7_000)}`);
    assert.equal(run.code, 0, run.error);
    assert.match(run.out, /All done here\./);
    const requests = await world.upstream.requests();
    const shorter = requests.findIndex(({ body }) => JSON.stringify(body).toLowerCase().includes(phrase));
    assert.ok(shorter > 0, "it asks for a summary");
    assert.match(JSON.stringify(requests.at(-1).body), /the person's number is 4711/);
    assert.deepEqual([...new Set(requests.map(({ model }) => model))], ["far"]);
  });

  test("a model that says its window is full is told of in words that it acts on", async () => {
    const [call, done] = loop([client.shell("echo two >> log.txt")]);
    await world.upstream.script([call, [{ fails: 400, message: tooLong }, ...done]], {
      phrases: { [client.compacts.phrase]: { says: [summary] } },
    });
    const run = await world.ask("log it");
    assert.match(run.out + run.error, client.compacts.onError);
  });
}

/** The newest request that is a person's turn. */
const turnIn = (requests) => requests.findLast(({ body }) => body.tools?.length > 0);
