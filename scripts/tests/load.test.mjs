import assert from "node:assert/strict";
import { test } from "node:test";
import { underLoad } from "../load.mjs";

const isThere = (id) => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

test("the loops run beside the work and are gone after it", async () => {
  const ids = await underLoad(2, async (running) => {
    assert.equal(running.length, 2);
    assert.deepEqual(running.map(isThere), [true, true]);
    return running;
  });
  assert.deepEqual(ids.map(isThere), [false, false]);
});

test("the loops are gone after work that failed, too", async () => {
  let ids = [];
  const failing = underLoad(1, async (running) => {
    ids = running;
    throw new Error("it failed");
  });
  await assert.rejects(failing, /it failed/);
  assert.deepEqual(ids.map(isThere), [false]);
});
