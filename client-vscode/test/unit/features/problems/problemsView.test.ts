import { describe, expect, test } from "vitest";
import { keyNameOfRow, literalKeys } from "../../../../src/features/problems/moveKeyView";
import {
  type OtherDiagnostic,
  problemsByFile,
  saidOnce,
  statusText,
  valueLength,
} from "../../../../src/features/problems/problemsView";
import { catalogTree } from "../../../../src/infrastructure/catalog/tree";
import { auto, list, problem } from "../../support/given";

const at = (code: string, line: number) => ({ code, message: code, severity: "warning" as const, line, column: 2 });

test("the problems of files, each once, at the place that they have", () => {
  const placed = { ...problem("unknownField", "Odd.", "warning"), line: 3, column: 4 };
  const lists = [
    list(
      "auto",
      [auto],
      [placed, problem("untrustedWorkspace", "Restricted."), { ...problem("x", "Of a setting."), source: "settings" }],
    ),
    list("auto", [auto], [placed, { ...problem("unreadableCatalog", "Gone.", "error"), source: "/other/models.json" }]),
  ];

  expect([...problemsByFile(lists)]).toEqual([
    [
      "/home/ann/.config/shim-lsp/models.json",
      [{ code: "unknownField", message: "Odd.", severity: "warning", line: 3, column: 4 }],
    ],
    ["/other/models.json", [{ code: "unreadableCatalog", message: "Gone.", severity: "error", line: 0, column: 0 }]],
  ]);
});

describe("nothing is said twice", () => {
  const here: OtherDiagnostic = { line: 3, isError: false };
  test.each<[string, string, readonly OtherDiagnostic[], boolean]>([
    ["what the schema says at the same line", "wrongType", [here], false],
    ["what the schema says at another line", "wrongType", [{ ...here, line: 4 }], true],
    ["what only the server can know", "unknownModel", [here], true],
    ["a fault of the JSON that VS Code marks anywhere", "invalidJson", [{ line: 9, isError: true }], false],
    ["a fault of the JSON while the file is closed", "invalidJson", [], true],
    ["a fault of the JSON beside a warning", "invalidJson", [here], true],
  ])("%s", (_, code, others, stays) => {
    expect(saidOnce([at(code, 3)], others)).toHaveLength(stays ? 1 : 0);
  });
});

test.each([
  [[], "No problems", "none"],
  [[at("a", 1)], "1 problem", "warning"],
  [[at("a", 1), { ...at("b", 2), severity: "error" as const }], "2 problems", "error"],
  [[{ ...at("a", 1), severity: "info" as const }], "No problems", "none"],
])("the status of %j is %s", (problems, text, severity) => {
  expect(statusText(problems, 3)).toEqual({ text, detail: "Shim models: 3", severity });
});

test.each([
  ['"sk-\\"1", // mine', 8],
  ["7 }", 1],
  ["nobody]", 6],
  ["{ ", 1],
  ['"half', 5],
  ["", 1],
])("of %j the first %i characters are marked", (rest, length) => {
  expect(valueLength(rest)).toBe(length);
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
