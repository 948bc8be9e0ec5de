import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const manifest = createRequire(import.meta.url)("../package.json");
const extension = createRequire(import.meta.url)(`../${manifest.main}`);

test("the bundle named by the manifest exports what VS Code calls", () => {
  assert.deepEqual(Object.keys(extension).sort(), ["activate", "deactivate"]);
});

test("activating registers nothing, as the manifest says", () => {
  const context = { subscriptions: [] };

  extension.activate(context);
  extension.deactivate();

  assert.equal(context.subscriptions.length, 0);
  assert.deepEqual(manifest.activationEvents, []);
  assert.deepEqual(manifest.contributes, {});
});
