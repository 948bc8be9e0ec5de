// Each client that is installed, while its model fails: one that speaks chat completions, and one of the client's own shape, whose stream
// is passed through. What the client shows is judged, and that it neither loops nor hides it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installed } from "./table.mjs";
import { startWorld } from "./world.mjs";

const good = { says: ["All ", "done ", "here."] };

for (const client of installed()) {
  for (const wire of new Set(["chat", client.wire ?? "chat"])) {
    describe(`${client.name} with a model that fails behind ${wire}`, () => faults(client, wire));
  }
}

function faults(client, wire) {
  let world;
  before(async () => (world = await startWorld(client, wire)));
  after(() => world.stop());

  /** Asks while the one model gives these answers in turn; the last one repeats. */
  const ask = async (...answers) => {
    await world.upstream.script([answers]);
    return world.ask("say hi");
  };
  const shown = (run) => run.out + run.error;

  test("a reply that is cut is asked for again", async () => {
    const run = await ask({ says: ["Half of ", "it", "!"], cutAfter: 1 }, good);
    assert.match(shown(run), /All done here\./);
    assert.equal(run.code, 0, run.error);
  });

  test("a pause that the model asks for is waited for", async () => {
    const run = await ask({ fails: 429, retryAfter: "1" }, good);
    assert.match(shown(run), /All done here\./);
    assert.equal(run.code, 0, run.error);
  });

  test("an error of the model's server is got over", async () => {
    const run = await ask({ fails: 500 }, good);
    assert.match(shown(run), /All done here\./);
    assert.equal(run.code, 0, run.error);
  });

  test("a key that the model refuses is shown as that, and is not asked about for ever", async () => {
    const run = await ask({ fails: 401 });
    assert.match(shown(run), /key rejected/i);
    assert.ok((await world.upstream.requests()).length <= 3);
  });
}
