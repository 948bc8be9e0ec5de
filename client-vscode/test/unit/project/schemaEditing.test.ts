// What the schema gives in an editor, by VS Code's own service for JSON: completion, hover, snippets, and silence where all is well.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonService } from "../support/jsonService";

const project = join(import.meta.dirname, "..", "..", "..", "..");
const service = jsonService();

async function labels(marked: string): Promise<readonly string[]> {
  const items = await service.complete(marked);
  return items.toSorted((a, b) => (a.sortText ?? a.label).localeCompare(b.sortText ?? b.label)).map(({ label }) => label);
}

async function inserted(marked: string, label: string): Promise<string> {
  const item = (await service.complete(marked)).find((each) => each.label === label);
  expect(item, label).toBeDefined();
  return item?.textEdit?.newText ?? item?.insertText ?? "";
}

/** A snippet as it is once all its places are left with the text that they suggest. */
function accepted(snippet: string): string {
  const placeless = snippet.replaceAll(/\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d/g, "$1");
  return placeless.replaceAll(/\\([$}\\])/g, "$1");
}

describe("names are offered in the order of the page, the canonical ones only", () => {
  test("in a row", async () => {
    expect(await labels('{ "models": [{ $0 }] }')).toEqual([
      "model",
      "provider",
      "base_url",
      "wire",
      "slug",
      "display_name",
      "api_key",
      "max_context_limit",
      "max_output_tokens",
      "supports_images",
      "supports_tools",
      "pricing",
      "cost",
      "strength",
      "card",
      "candidate",
      "extra_headers",
      "omit",
    ]);
  });

  test.each<[string, string, readonly string[]]>([
    ["a row of a list at the top", '[{ "model": "m", "provider": "generic-chat-completion-api", "ba$0" }]', ["base_url", "wire"]],
    ["the file", "{ $0 }", ["$schema", "models", "router", "gateway", "budget"]],
    ["a candidate", '{ "router": { "candidates": [{ $0 }] } }', ["slug", "cost", "card", "supports_images", "supports_tools"]],
    ["prices", '{ "models": [{ "pricing": { $0 } }] }', ["input", "cached_input", "output"]],
    ["the gateway", '{ "gateway": { $0 } }', ["aliases", "unknown_model", "max_body_bytes", "max_in_flight"]],
    ["the budget", '{ "budget": { $0 } }', ["daily", "monthly", "soft", "per_tenant", "per_workspace"]],
    ["a tenant's budget", '{ "budget": { "per_tenant": { $0 } } }', ["daily", "monthly", "soft"]],
  ])("in %s", async (_, text, expected) => {
    expect((await labels(text)).filter((label) => expected.includes(label))).toEqual(expected);
    expect((await labels(text)).filter((label) => /[A-Z]|^(id|name|url|customModels|endpoint)$/.test(label))).toEqual([]);
  });
});

describe("what a name brings with it", () => {
  test.each<[string, string, string]>([
    ["model", '{ "models": [{ $0 }] }', '"model": "${1:claude-haiku-5-5}"'],
    ["provider", '{ "models": [{ $0 }] }', '"provider": $1'],
    ["api_key", '{ "models": [{ $0 }] }', '"api_key": $1'],
    ["pricing", '{ "models": [{ $0 }] }', '"pricing": {\n\t"input": ${1:1},\n\t"output": ${2:5}\n}'],
    ["router", "{ $0 }", '"router": {\n\t"threshold": ${1:0.7},\n\t"default": "${2:}"\n}'],
    ["threshold", '{ "router": { $0 } }', '"threshold": ${1:0.7}'],
  ])("%s", async (label, text, expected) => {
    expect(await inserted(text, label)).toBe(expected);
  });
});

describe("values", () => {
  test.each<[string, string, readonly string[]]>([
    ["providers", '{ "models": [{ "provider": $0 }] }', ['"openai"', '"anthropic"', '"ollama"', '"generic-chat-completion-api"']],
    ["formats", '{ "models": [{ "wire": $0 }] }', ['"responses"', '"chat"', '"messages"']],
    ["keys", '{ "models": [{ "api_key": $0 }] }', ['"${env:NAME}"', '"${file:/path}"', '"${secret:NAME}"']],
    ["affinities", '{ "router": { "affinity": $0 } }', ['"conversation"', '"none"']],
    ["options", '{ "models": [{ "omit": [$0] }] }', ['"temperature"', '"seed"']],
  ])("%s", async (_, text, expected) => {
    expect(await labels(text)).toEqual(expect.arrayContaining([...expected]));
  });
});

describe("a snippet, taken as it is, is a catalog without a fault", () => {
  test.each<[string, string]>([
    ["A new catalog", "$0"],
    ["An Anthropic model", '{ "models": [$0] }'],
    ["An OpenAI model", '{ "models": [$0] }'],
    ["An Ollama model", '{ "models": [$0] }'],
    ["A model at another endpoint", "[$0]"],
    ['"${env:NAME}"', '{ "models": [{ "model": "gpt-6-luna", "provider": "openai", "api_key": $0 }] }'],
    ['"${file:/path}"', '{ "models": [{ "model": "gpt-6-luna", "provider": "openai", "api_key": $0 }] }'],
    ['"${secret:NAME}"', '{ "models": [{ "model": "gpt-6-luna", "provider": "openai", "api_key": $0 }] }'],
    ["router", '{ "models": ["llama4"], $0 }'],
    [
      "A candidate with its cost",
      '{ "models": [{ "model": "m", "provider": "ollama", "slug": "haiku" }], "router": { "candidates": [$0] } }',
    ],
    ["An alias", '{ "models": ["llama4"], "gateway": { "aliases": $0 } }'],
    ["A header", '{ "models": [{ "model": "m", "provider": "ollama", "extra_headers": $0 }] }'],
  ])("%s", async (label, text) => {
    const written = text
      .replace("$0", () => "\u0000")
      .replace("\u0000", accepted(await inserted(text, label)).replaceAll("$", "$$$$"));

    expect(written).not.toMatch(/\$\d|\$\{\d/);
    expect(await service.problems(written)).toEqual([]);
  });
});

describe("hover", () => {
  test.each<[string, string, string]>([
    ["a new row", '{ "models": [$0{}] }', "A model. It needs `model` and `provider`; every other field is optional."],
    ["a row", '[$0{ "model": "m", "provider": "ollama" }]', "A text instead: the name of a local Ollama model."],
    ["the window", '[{ "$0max_context_limit": 1000 }]', "A whole number of tokens, 1 or more. If absent: not checked."],
    ["an older name", '[{ "$0maxContextLimit": 1000 }]', "The largest input, in tokens."],
    ["a price", '[{ "pricing": { "$0input": 1 } }]', "US dollars per million input tokens."],
    ["a time", '{ "router": { "$0timeout": 3 } }', "A number of seconds from 0.001 to 86400. Default: `12`."],
    ["a threshold", '{ "router": { "$0threshold": 0.5 } }', "Default: `0.7`."],
    ["a provider", '[{ "model": "m", "provider": "$0ollama" }]', "`ollama`: A local Ollama, which needs no key."],
    ["a new candidate", '{ "router": { "candidates": [$0{}] } }', "A model that Auto may choose"],
    ["a candidate's cost", '{ "router": { "candidates": [{ "$0cost": 1 }] } }', "If absent: the row's own value."],
  ])("%s", async (_, text, expected) => {
    expect(await service.hover(text)).toContain(expected);
  });
});

test.each<[string, string]>([
  ["the sample", readFileSync(join(project, "models.json"), "utf8")],
  ["the starter", readFileSync(join(project, "client-vscode", "dist", "starter.models.json"), "utf8")],
  ["a bare name", '["llama4"]'],
  ["words in any case", '[{ "model": "m", "provider": "OpenAI", "wire": "Chat" }]'],
  [
    "words that are left empty",
    '{ "models": [{ "model": "m", "provider": "ollama", "wire": "" }], "router": { "affinity": "" } }',
  ],
  ["numbers that are left empty", '[{ "model": "m", "provider": "ollama", "cost": "", "max_context_limit": "" }]'],
  ["no provider beside Ollama's port", '[{ "model": "m", "apiBase": "http://192.168.1.2:11434/v1" }]'],
  ["no provider beside Ollama's name", '[{ "model": "m", "url": "https://ollama.example" }]'],
  ["no models", '{ "models": null }'],
  [
    "an alias that is switched off",
    '{ "models": ["llama4"], "gateway": { "aliases": { "a": null, "b": "auto", "c": ["llama4"] } } }',
  ],
])("%s is clean", async (_, text) => {
  expect(await service.problems(text)).toEqual([]);
});
