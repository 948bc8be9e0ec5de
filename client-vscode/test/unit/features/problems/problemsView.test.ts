import { describe, expect, test } from "vitest";
import { keyNameOfRow, literalKeys } from "../../../../src/features/problems/moveKeyView";
import { catalogFiles, statusText } from "../../../../src/features/problems/problemsView";
import { catalogTree } from "../../../../src/infrastructure/catalog/tree";
import { auto, list, problem } from "../../support/given";

test("the files of the catalogs, each once, with those that could not be read", () => {
  const mine = list("auto", [auto], [problem("unknownField", "Odd."), { ...problem("x", "Of a setting."), source: "settings" }]);
  const sample = list("auto", [auto], [{ ...problem("unreadableCatalog", "Gone.", "error"), source: "/other/models.json" }]);
  const embedded = { ...sample, catalog: { ...sample.catalog, sources: ["embedded"] } };

  expect(catalogFiles([mine, mine, embedded])).toEqual(["/home/ann/.config/shim-lsp/models.json", "/other/models.json"]);
});

test.each([
  [0, 0, "No problems", "none"],
  [0, 1, "1 problem", "warning"],
  [1, 1, "2 problems", "error"],
] as const)("the status of %i errors and %i warnings is %s", (errors, warnings, text, severity) => {
  expect(statusText({ errors, warnings, models: 3 })).toEqual({ text, detail: "Shim models: 3", severity });
});

describe("a key in the file", () => {
  const keys = (text: string, offset?: number) => {
    const tree = catalogTree(text);
    return tree.kind === "tree" ? literalKeys(tree.root, offset).map(({ value }) => value) : [];
  };
  test.each<[string, readonly string[]]>([
    ['[{ "model": "a", "api_key": " sk-1 " }, { "model": "b", "apiKey": "sk-2" }]', ["sk-1", "sk-2"]],
    ['[{ "api_key": "${env:K}" }, { "api_key": "$K" }, { "api_key": "{env:K}" }, { "api_key": "os.environ/K" }]', []],
    ['[{ "api_key": "" }, { "api_key": null }, { "api_key": 7 }, "llama4"]', []],
  ])("%s", (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  test("is the one at the place, if one is given", () => {
    const text = '[{ "api_key": "sk-1" }, { "api_key": "sk-2" }]';
    expect([keys(text, text.indexOf('"sk-2')), keys(text, 0)]).toEqual([["sk-2"], []]);
  });

  test.each([
    ['[{ "slug": "my opus", "provider": "anthropic", "api_key": "k" }]', "anthropic", "ANTHROPIC_API_KEY"],
    ['[{ "slug": "my opus", "base_url": "https://x.example", "api_key": "k" }]', "anthropic", "MY_OPUS_API_KEY"],
    ['[{ "model": "模", "api_key": "k" }]', undefined, "MODEL_API_KEY"],
  ])("of %s gets the name %s", (text, provider, name) => {
    const tree = catalogTree(text);
    const [key] = tree.kind === "tree" ? literalKeys(tree.root) : [];
    expect(key && keyNameOfRow(key, provider)).toBe(name);
  });
});
