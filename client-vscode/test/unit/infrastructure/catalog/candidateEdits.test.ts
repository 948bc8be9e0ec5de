import { applyEdits, parse } from "jsonc-parser";
import { expect, test } from "vitest";
import { candidateEdits } from "../../../../src/infrastructure/catalog/candidateEdits";

const file = (rows: string, router = "") => `// mine
{
  "models": [
    // the first
    ${rows}
  ]${router === "" ? "" : `,\n  "router": ${router}`}
}
`;

const edited = (text: string, row: string, slug: string, isCandidate: boolean) => {
  const edits = candidateEdits(text, text.indexOf(row), slug, isCandidate);
  return edits && applyEdits(text, [...edits]);
};

test.each([
  [
    "a row",
    file('{ "slug": "a", "model": "m" /* x */ }'),
    '{ "slug"',
    false,
    { models: [{ slug: "a", model: "m", candidate: false }] },
  ],
  [
    "a row that says so already",
    file('{ "slug": "a", "candidate": false }'),
    '{ "slug"',
    false,
    { models: [{ slug: "a", candidate: false }] },
  ],
  [
    "a bare name",
    file('"qwen3:8b",'),
    '"qwen3',
    false,
    { models: [{ model: "qwen3:8b", provider: "ollama", candidate: false }] },
  ],
  ["a row, back again", file('{ "slug": "a", "candidate": false, }'), '{ "slug"', true, { models: [{ slug: "a" }] }],
  [
    "a row that the candidates leave out",
    file('{ "slug": "a" }', '{ "candidates": [{ "slug": "b" }] }'),
    '{ "slug": "a"',
    true,
    { models: [{ slug: "a" }], router: { candidates: [{ slug: "b" }, { slug: "a" }] } },
  ],
  [
    "a row that they name already, as text",
    file('{ "slug": "a", "candidate": false }', '{ "candidates": ["a"] }'),
    '{ "slug": "a"',
    true,
    { models: [{ slug: "a" }], router: { candidates: ["a"] } },
  ],
  [
    "a row with no candidates named at all",
    file('{ "slug": "a" }', '{ "candidates": [] }'),
    '{ "slug"',
    true,
    { models: [{ slug: "a" }], router: { candidates: [] } },
  ],
])("%s", (_, text, row, isCandidate, expected) => {
  const after = edited(text, row, "a", isCandidate) ?? "";

  expect(parse(after, [], { allowTrailingComma: true })).toEqual(expected);
  expect(after).toContain("// mine\n");
  expect(after).toContain("// the first\n");
});

test.each([
  ["in the style of the row", '{ "models": [{ "slug": "a" }] }', false, '{ "models": [{ "slug": "a", "candidate": false }] }'],
  [
    "on a line of its own",
    '[\n\t{\n\t\t"slug": "a", // mine\n\t}\n]',
    false,
    '[\n\t{\n\t\t"slug": "a", // mine\n\t\t"candidate": false,\n\t}\n]',
  ],
  [
    "and nothing else moves",
    '{ "models": [{"slug":"a"}], "router": {"candidates": ["b"] /* two */} }',
    true,
    '{ "models": [{"slug":"a"}], "router": {"candidates": ["b", { "slug": "a" }] /* two */} }',
  ],
])("it is written %s", (_, text, isCandidate, expected) => {
  expect(edited(text, /\{\s*"slug"/.exec(text)?.[0] ?? "", "a", isCandidate)).toBe(expected);
});

test.each([
  ["no row is there", file('{ "slug": "a" }'), 0],
  ["the file is not JSON", "{{{{", 1],
  ["the file is empty", "", 0],
])("nothing is changed where %s", (_, text, offset) => {
  expect(candidateEdits(text, offset, "a", false)).toBeUndefined();
});
