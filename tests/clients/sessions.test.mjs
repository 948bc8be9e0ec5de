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
  before(async () => (world = await startWorld(client, "responses")));
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
}

/** The newest request that is a person's turn. */
const turnIn = (requests) => requests.findLast(({ body }) => body.tools?.length > 0);
