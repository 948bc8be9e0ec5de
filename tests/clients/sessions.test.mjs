// Each client over a long time: it goes on with a conversation, makes one shorter, and meets a model whose window is full.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hold, installed, loop } from "./table.mjs";
import { until } from "./programs.mjs";
import { startWorld } from "./world.mjs";

/** The window of the model that Auto prefers, in tokens. A first request of each client fits, the long one of the test does not. */
const small = 20_000;

const full =
  "This model's maximum context length is 200000 tokens. However, your messages resulted in 210000 tokens. Please reduce them.";

const summary = "<summary>the person's number is 4711</summary>";

for (const client of installed()) {
  describe(`${client.name} over a long time`, () => sessions(client));
}

function sessions(client) {
  let world;
  before(async () => (world = await startWorld(client, "responses", { near: { max_context_limit: small }, far: {} })));
  after(() => world.stop());

  test("it goes on with a conversation, under its id, with the same model and all that was said", async () => {
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
    assert.ok(resumed.body.prompt_cache_key);
    assert.equal(resumed.body.prompt_cache_key === begun.body.prompt_cache_key, !client.hasIdOfRun);
  });

  const skip = !client.compacts && "what it does then is not known";

  test("it makes a conversation shorter that fills the window, by a model that it fits into, and goes on", { skip }, async () => {
    const { isBeside } = client.compacts;
    const steps = loop([client.shell("true"), ...(isBeside ? [client.shell(hold)] : [])]);
    const filling = steps.map(([answer]) => [{ ...answer, takes: [195_000, 100] }, ...steps.at(-1)]);
    await world.upstream.script(filling, shortened(client));
    const begun = world.ask(`count these: ${"one two three ".repeat(7_000)}`);
    if (isBeside) {
      await until(async () => (await world.upstream.requests()).some((request) => asksForSummary(client, request)), "it compacts");
    }

    world.write("go", "");
    for (const run of [await begun, await world.ask("and go on", client.again)]) {
      assert.equal(run.code, 0, run.error);
      assert.match(run.out, /All done here\./);
    }

    const requests = await world.upstream.requests();
    const at = requests.findIndex((request) => asksForSummary(client, request));
    assert.ok(at > 0, "it asks for a summary");
    // A token is four letters or so. pi asks about little more than nothing if the conversation has one turn.
    assert.ok(requests.every(({ model, body }) => model === "far" || JSON.stringify(body).length < 4 * small));
    assert.match(JSON.stringify(turnIn(requests.slice(at + 1)).body), /the person's number is 4711/);
  });

  test("a model that says its window is full is told of in the words that it acts on", { skip }, async () => {
    world.writeModels({ near: {} });
    await until(async () => !(await world.shim("models", "--json")).out.includes("far"), "one model is left");
    const [call, done] = loop([client.shell("echo two >> log.txt")]);
    await world.upstream.script([call, [{ fails: 400, message: full }, ...done]], shortened(client));
    const run = await world.ask("log it");
    const requests = await world.upstream.requests();
    if (client.compacts.onError) {
      assert.match(run.out + run.error, client.compacts.onError);
      assert.equal(requests.length, 2, "it does not ask again");
    } else {
      assert.ok(requests.some((request) => asksForSummary(client, request)), "it asks for a summary");
      assert.match(JSON.stringify(turnIn(requests).body), /the person's number is 4711/);
      assert.equal(run.code, 0, run.error);
    }
  });
}

const shortened = ({ compacts }) => ({ phrases: { [compacts.phrase]: { says: [summary] } } });

const asksForSummary = ({ compacts }, { body }) => JSON.stringify(body).toLowerCase().includes(compacts.phrase);

/** The newest request that is a person's turn. */
const turnIn = (requests) => requests.findLast(({ body }) => body.tools?.length > 0);
