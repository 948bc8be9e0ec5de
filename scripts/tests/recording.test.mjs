// The recording of the first minute: how a screen becomes a picture, and what the picture in docs/images must be.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../environment.mjs";
import { filmOf, piecesOf } from "../recording/svg.mjs";

const picture = readFileSync(join(root, "docs", "images", "first-minute.svg"), "utf8");

for (const [name, line, expected] of [
  ["plain text", "$ ls", [[0, "$ ls", ""]]],
  ["columns stay where they are", "a   b", [[0, "a", ""], [4, "b", ""]]],
  ["a colour ends with its code", "\x1b[32mok\x1b[39m no", [[0, "ok", "fill:#56d364"], [3, "no", ""]]],
  ["bold and faint", "\x1b[1mA\x1b[0m \x1b[2mb\x1b[0m", [[0, "A", "font-weight:700"], [2, "b", "fill:#8b949e"]]],
  ["one of 256 colours", "\x1b[38;5;1mx\x1b[0m", [[0, "x", "fill:#ff7b72"]]],
]) {
  test(`a line of a terminal: ${name}`, () =>
    assert.deepEqual(
      piecesOf(line).map(({ at, text, style }) => [at, text, style]),
      expected,
    ));
}

test("a film shows each screen for its time, and its last one to those who want no motion", () => {
  const screens = [
    { rows: ["$ a < b", ""], cursor: [7, 0], milliseconds: 1_000 },
    { rows: ["$ a < b", "done"], cursor: [0, 1], milliseconds: 3_000 },
  ];
  const film = filmOf(screens, { columns: 20, rows: 2, title: "A & B", description: "What happens" });

  assert.match(film, /animation:film 4\.00s/);
  assert.match(film, /0\.000%\{transform:translateY\(-0px\)\}25\.000%\{transform:translateY\(-90px\)\}/);
  assert.match(film, /prefers-reduced-motion:reduce\)\{\.film\{animation:none;transform:translateY\(-90px\)/);
  assert.match(film, /\$ a &lt; b/);
  assert.match(film, /<title id="title">A &amp; B<\/title>/);
});

test("the picture in docs/images moves without a script, tells what it shows, and is small", () => {
  assert.ok(picture.length < 1_000_000);
  assert.doesNotMatch(picture, /<script|<image|<foreignObject|href="[^#]|url\(|@import| on[a-z]+=/);
  assert.match(picture, /role="img" aria-labelledby="title description"/);
  assert.match(picture, /<desc id="description">\S/);
  assert.ok(Number(/animation:film ([\d.]+)s/.exec(picture)[1]) <= 40);
});

test("the picture ends with the cost and what was saved, and shows no path of the machine that made it", () => {
  assert.match(picture, /requests, .*, \$[\d.]+, saved \$[\d.]+/);
  assert.doesNotMatch(picture, /\/tmp\/|\/home\/|\/root\//);
});
