// `npm run bench -- compare`: what it prints of what it measured, and the tasks that its rules are held against.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { filled } from "../../bench/compare/compare.mjs";
import { row, tasks } from "../../bench/compare/routing/tasks.mjs";
import { median, number, rules, speeds } from "../../bench/compare/table.mjs";
import { root } from "../environment.mjs";

const ours = { name: "shim-lsp", version: "1", starts: [4, 9, 5], memories: [20, 20, 20] };
const gateways = [{ name: "Other", version: "2.0" }];
const measure = (what, unit, theirs, our) => ({ peer: "Other", what, unit, theirs, ours: our });
const lines = (text) => text.split("\n").slice(2);

for (const [name, measured, isWorse] of [
  ["a longer time than the other's", measure("start", "ms", 4, 5), true],
  ["a shorter time than the other's", measure("start", "ms", 5, 4), false],
  ["more a second than the other", measure("in flight", "per second", 100, 900), false],
  ["less a second than the other", measure("in flight", "per second", 900, 100), true],
  ["the same time", measure("start", "ms", 4, 4), true],
]) {
  test(`${name} ${isWorse ? "is" : "is not"} marked as worse`, () => {
    const [line] = lines(speeds([ours], [measured], gateways));
    assert.match(line, /Other 2\.0/);
    assert.equal(line.includes("**worse**"), isWorse);
  });
}

test("what the client and the upstream take is left out: it is neither program's own", () =>
  assert.deepEqual(lines(speeds([ours], [measure("the client's before it", "us", 4, 5), measure("the upstream's behind it", "us", 4, 5)], gateways)), []));

test("a language server has its median, its longest start and its memory", () => {
  const other = { name: "clangd", version: "14", starts: [30, 10, 20], memories: [70, 60, 80] };
  const cells = lines(speeds([ours, other], [], [])).map((line) => line.split("|").map((cell) => cell.trim()));
  assert.deepEqual(
    cells.map((row) => row.slice(2, 6)),
    [
      ["clangd 14", "20.0", "5.00", "0.25"],
      ["clangd 14", "30.0", "9.00", "0.30"],
      ["clangd 14", "70.0", "20.0", "0.29"],
    ],
  );
});

test("of a rule the table says what it recovers beyond chance", () => {
  const [line] = lines(rules([{ rule: "half", how: "", toStrong: 0.5, quality: 0.9, recovered: 0.4, costShare: 0.51 }]));
  assert.match(line, /50\.0 % \| +0\.900 \| +40\.0 % \| 51\.0 % \| +-10\.0/);
});

test("numbers have as many digits as are worth reading", () =>
  assert.deepEqual([0.123, 12.34, 123.4, 12345.6].map(number), ["0.12", "12.3", "123", "12,346"]));

test("the median is the one in the middle", () => assert.equal(median([10, 9, 100]), 10));

test("the page keeps all that is outside of its marks", () => {
  const page = readFileSync(join(root, "docs", "comparison.md"), "utf8");
  const text = filled(page, "NEW $& TABLE");
  const [before, after] = page.split(/<!-- compare -->[^]*<!-- \/compare -->/);
  assert.ok(text.startsWith(before) && text.endsWith(after));
  assert.equal(filled(text, "SECOND").includes("NEW"), false);
  assert.match(text, /<!-- compare -->\n\nNEW \$& TABLE\n\n<!-- \/compare -->/);
});

test("a page without marks is not written", () => assert.throws(() => filled("# Page", "table"), /lacks its marks/));

test("the tasks are those that the scorer was not fitted on, each with the chance of its grade", () => {
  const all = tasks();
  assert.equal(all.length, 460);
  assert.equal(new Set(all.map(({ id }) => id)).size, 460);
  assert.ok(all.every(({ chance }) => chance > 0 && chance < 1));
  const { text, weak, strong } = JSON.parse(row(all[0], "weak"));
  assert.deepEqual([typeof text, weak.score, strong.score], ["string", all[0].chance, 1]);
});
