// The pages of editors say what the tests do with each of their snippets, and each test file knows its editor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { editors, isFor } from "../editors.mjs";
import { blocksOf, pages } from "../../tests/editors/page.mjs";

for (const page of pages()) {
  test(`docs/editors/${page}: every fenced block says whether the tests run it`, () => {
    const unmarked = blocksOf(page).filter(({ mark }) => !/^(run: \S|screen: \S|output$|not run: \S)/.test(mark ?? ""));
    assert.deepEqual(
      unmarked.map(({ line, text }) => `line ${line}: ${text.split("\n")[0]}`),
      [],
    );
  });
}

for (const [file, present, expected] of [
  ["vim.test.mjs", ["vim"], true],
  ["vim-page.test.mjs", ["vim"], true],
  ["vim.test.mjs", ["neovim"], false],
  ["neovim.test.mjs", ["vim"], false],
  ["frame.test.mjs", [], true],
]) {
  test(`${file} ${expected ? "runs" : "does not run"} with ${present.join(", ") || "no editor"}`, () =>
    assert.equal(isFor(file, present), expected));
}

test("every editor names what to install", () => {
  assert.ok(editors.every(({ name, packages, probe }) => name && packages.length > 0 && probe.length > 1));
});
