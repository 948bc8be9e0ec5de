// The gateway's page is built into the server's sources and checked in, so that the server builds with the .NET SDK alone.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { output, pageFiles } from "../../dashboard/scripts/page.mjs";

const built = await pageFiles();

test("the page in the server's sources is the one that dashboard/ builds; if not, run: npm run generate", () => {
  assert.deepEqual(readdirSync(output).sort(), [...built.keys()].sort());
  for (const [name, content] of built) {
    assert.equal(readFileSync(join(output, name), "utf8") === content, true, name);
  }
});

test("the page stays small enough to load at once", () => {
  const size = [...built.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  assert.ok(size < 120 * 1024, `${size} bytes`);
});

test("the page has no inline script or style, and asks no other host", () => {
  for (const name of ["index.html", "signedOut.html"]) {
    assert.doesNotMatch(built.get(name), /<style|style=|<script(?![^>]* src=)|\son[a-z]+=|https?:/);
  }
});
