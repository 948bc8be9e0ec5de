// Each change of a models.json, held against the text that a person would want: no other character moves.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Node } from "jsonc-parser";
import type { ModelList } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import {
  newCatalog,
  withFields,
  withoutMember,
  withoutRow,
  withRow,
  withValue,
} from "../../../../src/infrastructure/catalog/edits";
import { catalogTree, fieldOf, rowAt, rowsOf } from "../../../../src/infrastructure/catalog/tree";
import { ask } from "../../support/server";

const row = {
  slug: "new",
  model: "m",
  provider: "ollama",
  base_url: undefined,
  pricing: { input: 1, cached_input: undefined, output: 5 },
};
const written = (indent: string, unit = "  ", eol = "\n") =>
  [
    "{",
    `${indent}${unit}"slug": "new",`,
    `${indent}${unit}"model": "m",`,
    `${indent}${unit}"provider": "ollama",`,
    `${indent}${unit}"pricing": { "input": 1, "output": 5 }`,
    `${indent}}`,
  ].join(eol);

/** What the real server makes of a catalog. */
function answers(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "shim-edits-"));
  try {
    const path = join(folder, "models.json");
    writeFileSync(path, text);
    const [answer] = ask<ModelList>([{ method: "listModels" }], ["--models", path]);
    return {
      slugs: answer?.result?.models.map(({ slug }) => slug),
      problems: answer?.result?.catalog.problems.map(({ message }) => message),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rootOf(text: string): Node {
  const tree = catalogTree(text);
  if (tree.kind !== "tree") {
    throw new Error(`${tree.kind}: ${text}`);
  }

  return tree.root;
}

const rowOf = (text: string, index: number) => {
  const found = rowsOf(rootOf(text))?.children?.[index];
  if (!found) {
    throw new Error(`No row ${index}`);
  }

  return found;
};

describe("a row is added", () => {
  test.each<[string, string, string]>([
    [
      "after the last one, with a comma",
      '{\n  "models": [\n    { "model": "a" }\n  ]\n}\n',
      `{\n  "models": [\n    { "model": "a" },\n    ${written("    ")}\n  ]\n}\n`,
    ],
    [
      "after a trailing comma, which stays one",
      '{\n  "models": [\n    { "model": "a" },\n  ]\n}\n',
      `{\n  "models": [\n    { "model": "a" },\n    ${written("    ")},\n  ]\n}\n`,
    ],
    [
      "after the comment that speaks of the last one",
      '{\n  "models": [\n    { "model": "a" } // the fast one\n  ]\n}\n',
      `{\n  "models": [\n    { "model": "a" }, // the fast one\n    ${written("    ")}\n  ]\n}\n`,
    ],
    [
      "after a comma and its comment",
      '{\n  "models": [\n    { "model": "a" }, /* fast */\n    // no more\n  ]\n}\n',
      `{\n  "models": [\n    { "model": "a" }, /* fast */\n    ${written("    ")},\n    // no more\n  ]\n}\n`,
    ],
    ["to an array alone", '[\n  "llama4"\n]', `[\n  "llama4",\n  ${written("  ")}\n]`],
    [
      "with tabs and Windows's line ends",
      '{\r\n\t"models": [\r\n\t\t{ "model": "a" }\r\n\t]\r\n}\r\n',
      `{\r\n\t"models": [\r\n\t\t{ "model": "a" },\r\n\t\t${written("\t\t", "\t", "\r\n")}\r\n\t]\r\n}\r\n`,
    ],
    [
      "under an older name of the list",
      '{\n  "customModels": [\n    { "model": "a" }\n  ]\n}\n',
      `{\n  "customModels": [\n    { "model": "a" },\n    ${written("    ")}\n  ]\n}\n`,
    ],
  ])("%s", (_, before, after) => {
    expect(withRow(before, rootOf(before), row)).toBe(after);
  });

  test.each<[string, string]>([
    ["an empty list", '{ "models": [] } // mine\n'],
    ["a list with a comment alone", '{\n  "models": [\n    // none yet\n  ]\n}\n'],
    ["no list", '{\n  // mine\n  "router": { "threshold": 0.6 }\n}\n'],
    ["nothing", "{}"],
    ["one line", '[ { "model": "a", "provider": "ollama" } ]'],
  ])("to %s: the comments stay, and the server reads it", (_, before) => {
    const after = withRow(before, rootOf(before), row);

    expect(before.match(/\/\/.*/g) ?? []).toEqual(after.match(/\/\/.*/g) ?? []);
    expect(rowsOf(rootOf(after))?.children?.some((each) => fieldOf(each, ["slug"])?.value === "new")).toBe(true);
  });

  test("to a file that is not there: the server reads it without a word", () => {
    const text = newCatalog(row);

    expect(text).toBe(`{\n  "models": [\n    ${written("    ")}\n  ]\n}\n`);
    expect(answers(text)).toEqual({ slugs: ["auto", "new"], problems: [] });
  });
});

describe("a row is removed", () => {
  test.each<[string, string, number, string]>([
    ["the first", '[\n  { "model": "a" },\n  { "model": "b" }\n]\n', 0, '[\n  { "model": "b" }\n]\n'],
    ["the last", '[\n  { "model": "a" },\n  { "model": "b" }\n]\n', 1, '[\n  { "model": "a" }\n]\n'],
    ["the last with a trailing comma", '[\n  { "model": "a" },\n  { "model": "b" },\n]\n', 1, '[\n  { "model": "a" },\n]\n'],
    ["the only one", '[\n  { "model": "a" }\n]\n', 0, "[\n]\n"],
    [
      "one with its comment",
      '[\n  { "model": "a" }, // fast\n  { "model": "b" } // slow\n]\n',
      0,
      '[\n  { "model": "b" } // slow\n]\n',
    ],
    ["one of a line", '[{ "model": "a" }, { "model": "b" }, { "model": "c" }]', 1, '[{ "model": "a" }, { "model": "c" }]'],
    ["one above a comment on the next", '[\n  "a",\n  // b is slow\n  "b"\n]\n', 0, '[\n  // b is slow\n  "b"\n]\n'],
    ["Windows's line ends", '[\r\n  "a",\r\n  "b"\r\n]\r\n', 0, '[\r\n  "b"\r\n]\r\n'],
  ])("%s", (_, before, index, after) => {
    const next = withoutRow(before, rootOf(before), rowOf(before, index), "x");

    expect(next).toBe(after);
    expect(catalogTree(next).kind).toBe("tree");
  });

  test("with the router's mention of it, whatever its form, and nothing else", () => {
    const before = `{ "models": [ "a", "b" ], "router": { "candidates": [ "b", { "slug": "a", "cost": 1 }, { "id": "b" } ], "default": "b" } }`;

    const after = withoutRow(before, rootOf(before), rowOf(before, 1), "b");

    expect(after.replaceAll(/\s/g, "")).toBe('{"models":["a"],"router":{"candidates":[{"slug":"a","cost":1}],"default":"b"}}');
  });
});

describe("a field is changed", () => {
  const before = `{ "models": [\n  // the fast one\n  { "model": "a", "displayName": "A", "noImageSupport": true } ] }`;
  test.each<[string, Parameters<typeof withFields>[2], RegExp]>([
    ["that is there, under the name that it has", { display_name: "New" }, /"displayName": "New", "noImageSupport": true/],
    ["that is not", { max_context_limit: 1000 }, /"noImageSupport": true,\s*"max_context_limit": 1000/],
    ["that an older name contradicts", { supports_images: true }, /"displayName": "A",\s*"supports_images": true/],
    ["away", { display_name: undefined }, /"model": "a", +"noImageSupport": true/],
  ])("%s", (_, fields, expected) => {
    const after = withFields(before, rowOf(before, 0), fields);

    expect(after).toMatch(expected);
    expect(after).toContain("// the fast one");
  });

  test("of a row that is a name alone: it becomes the row that it meant", () => {
    const text = '["llama4"]';
    expect(withFields(text, rowOf(text, 0), { display_name: "L" }).replaceAll(/\s/g, "")).toBe(
      '[{"model":"llama4","provider":"ollama","display_name":"L"}]',
    );
  });

  test("away at the top: a copied sample's $schema", () => {
    const text = '// mine\n{\n  "$schema": "./server/models.schema.json",\n  "models": []\n}\n';
    expect(withoutMember(text, rootOf(text), "$schema")).toBe('// mine\n{\n  "models": []\n}\n');
    expect(withoutMember("[]", rootOf("[]"), "$schema")).toBe("[]");
  });

  test("in its place alone", () => {
    const text = '[{ "api_key": "sk-1", /* mine */ "model": "sk-1" }]';
    const node = fieldOf(rowOf(text, 0), ["api_key"]);
    expect(node && withValue(text, node, "${secret:K}")).toBe('[{ "api_key": "${secret:K}", /* mine */ "model": "sk-1" }]');
  });
});

describe("a place", () => {
  test.each<[string, string, number, number, string | undefined]>([
    ["of a row", '[\n  "a",\r\n  {"model":"b"}\n]', 2, 2, '{"model":"b"}'],
    ["of no row", '[\n  "a"\n]', 1, 3, undefined],
    ["beyond the text", '["a"]', 7, 0, undefined],
  ])("%s", (_, text, line, column, expected) => {
    const node = rowAt(text, rootOf(text), { line, column });
    expect(node && text.slice(node.offset, node.offset + node.length)).toBe(expected);
  });

  test.each<[string, string, ReturnType<typeof catalogTree>]>([
    ["half a file", '{\n  "models": [\n    { "model": "a",', { kind: "broken", at: { line: 2, column: 19 } }],
    ["no JSON", "models: []", { kind: "broken", at: { line: 0, column: 0 } }],
    ["nothing", " \n", { kind: "empty" }],
    ["comments alone", "// mine\n", { kind: "broken", at: { line: 1, column: 0 } }],
  ])("where %s ends", (_, text, expected) => {
    expect(catalogTree(text)).toEqual(expected);
  });
});
