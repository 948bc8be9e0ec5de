import assert from "node:assert/strict";
import { test } from "node:test";
import { inOnePiece, say } from "../output.mjs";
import { run } from "../run.mjs";

test("two works side by side are shown one after the other, each when it ends", async () => {
  const shown = [];
  const to = { write: (chunk) => shown.push(chunk.toString()) };
  let endFirst;
  const told = new Promise((resolve) => (endFirst = resolve));
  const first = inOnePiece(async () => {
    say("first begins");
    await told;
    say("first ends");
  }, to);
  const second = inOnePiece(async () => {
    say("second begins");
    await run(process.execPath, ["-e", "console.log('a program of the second')"]);
    say("second ends");
  }, to);
  await second;
  endFirst();
  await first;
  assert.deepEqual(shown, ["second begins\na program of the second\nsecond ends\n", "first begins\nfirst ends\n"]);
});

test("what work wrote before it failed is shown", async () => {
  const shown = [];
  const failing = inOnePiece(
    async () => {
      say("so far");
      throw new Error("it failed");
    },
    { write: (chunk) => shown.push(chunk.toString()) },
  );
  await assert.rejects(failing, /it failed/);
  assert.deepEqual(shown, ["so far\n"]);
});
