import { describe, expect, test } from "vitest";
import { freeName, modelChoices, rowFor, slugFor } from "../../../../src/features/models/addView";
import { addressProblem, isUnencrypted, keyNameFor, providerChoices } from "../../../../src/features/models/providersView";
import { editRows, priceInput, readPrice, readTokens } from "../../../../src/features/models/editView";
import { addressOf, grantOrigin } from "../../../../src/infrastructure/catalog/origins";
import { auto, list, model } from "../../support/given";

test("each provider says where it asks, and needs a key unless it runs here", () => {
  const shown = providerChoices().map(({ label, key, asksAddress, ...at }) => [
    label,
    key,
    asksAddress ? "asked" : addressOf(at),
  ]);

  expect(shown).toEqual([
    ["Ollama on this machine", "none", "http://127.0.0.1:11434/v1"],
    ["Anthropic", "needed", "https://api.anthropic.com"],
    ["OpenAI", "needed", "https://api.openai.com/v1"],
    ["OpenRouter", "needed", "https://openrouter.ai/api/v1"],
    ["Mistral", "needed", "https://api.mistral.ai/v1"],
    ["DeepSeek", "needed", "https://api.deepseek.com/v1"],
    ["Groq", "needed", "https://api.groq.com/openai/v1"],
    ["Another endpoint", "optional", "asked"],
    ["Ollama on another machine or port", "none", "asked"],
  ]);
});

describe("an address", () => {
  test.each<[string, boolean, boolean, string]>([
    ["http://127.0.0.1:1234/v1", true, false, "127_0_0_1_API_KEY"],
    ["http://localhost:8080", true, false, "LOCALHOST_API_KEY"],
    ["http://[::1]:8080", true, false, "1_API_KEY"],
    ["https://api.example.com/v1", true, false, "EXAMPLE_COM_API_KEY"],
    ["http://models.example.com", true, true, "MODELS_EXAMPLE_COM_API_KEY"],
    ["http://127.0.0.1.example.com", true, true, "127_0_0_1_EXAMPLE_COM_API_KEY"],
    ["https://ann:secret@example.com", false, false, "EXAMPLE_COM_API_KEY"],
    ["ftp://example.com", false, false, "EXAMPLE_COM_API_KEY"],
    ["example.com", false, false, "MODEL_API_KEY"],
    ["", false, false, "MODEL_API_KEY"],
  ])("%s", (address, isTaken, isOpen, keyName) => {
    expect([addressProblem(address) === undefined, isUnencrypted(address), keyNameFor(address)]).toEqual([
      isTaken,
      isOpen,
      keyName,
    ]);
  });

  test.each([
    ["https://api.example.com/v1", "https://api.example.com:443"],
    ["http://api.example.com:8080/v1", "http://api.example.com:8080"],
    ["http://[::1]/v1", "http://[::1]:80"],
    ["nonsense", undefined],
  ])("%s is %s in a grant", (address, origin) => {
    expect(grantOrigin(address)).toBe(origin);
  });
});

test("the list says what is known, what is there already, and what it leaves out", () => {
  const known = list("auto", [
    auto,
    model("a", { provider: "ollama", model: "a:1" }),
    model("b", { provider: "openai", model: "b:1" }),
  ]);
  const models = [
    { model: "a:1", contextWindow: 200_000, pricing: { input: 0, output: 0 }, supportsImages: true },
    { model: "b:1", displayName: "B $(bug)", supportsTools: false },
    { model: "c".repeat(300) },
  ];

  const { placeholder, items } = modelChoices({ models, left: 7, unreadable: 2 }, known, "ollama");

  expect(placeholder).toBe("Choose a model (3) · 7 more are not shown · 2 have no usable name");
  expect(items.map(({ label, description, detail }) => [label, description, detail])).toEqual([
    ["a:1", "already in models.json", "200k context · free · images"],
    ["b:1", "B $\u200B(bug)", "no tools"],
    [`${"c".repeat(199)}…`, "", ""],
    ["Type the model's name...", "", ""],
  ]);
  expect(modelChoices({ models: [] }, undefined, "openai").placeholder).toBe("This endpoint lists no models");
});

describe("the row", () => {
  test("has what is known, and nothing else", () => {
    const row = rowFor(
      { provider: "generic-chat-completion-api", baseUrl: "https://a.example/v1", keyReference: "${secret:K}" },
      {
        model: "vendor/M-1",
        displayName: "M",
        contextWindow: 1000,
        maxOutputTokens: 10,
        pricing: { input: 1, output: 5 },
        supportsImages: true,
        supportsTools: true,
      },
      ["m-1"],
    );

    expect(JSON.parse(JSON.stringify(row))).toEqual({
      slug: "m-1-2",
      model: "vendor/M-1",
      provider: "generic-chat-completion-api",
      base_url: "https://a.example/v1",
      api_key: "${secret:K}",
      display_name: "M",
      max_context_limit: 1000,
      max_output_tokens: 10,
      supports_images: true,
      pricing: { input: 1, output: 5 },
    });
    expect(JSON.parse(JSON.stringify(rowFor({ provider: "ollama" }, { model: "x", supportsTools: false }, [])))).toEqual({
      slug: "x",
      model: "x",
      provider: "ollama",
      supports_tools: false,
    });
  });

  test.each<[string, readonly string[], string]>([
    ["qwen3-coder:30b", [], "qwen3-coder-30b"],
    ["anthropic/claude-opus-5.5", [], "claude-opus-5-5"],
    ["AUTO", ["auto"], "auto-2"],
    ["a", ["A", "a-2"], "a-3"],
    ["模型", [], "model"],
    ["x".repeat(300), [], "x".repeat(60)],
  ])("%s among %j is %s", (name, taken, slug) => {
    expect(slugFor(name, taken)).toBe(slug);
  });

  test("a key's name is free", () => {
    expect([freeName("K", []), freeName("K", ["K", "K_2"])]).toEqual(["K", "K_3"]);
  });
});

describe("what a person types", () => {
  test.each<[string, ReturnType<typeof readPrice>]>([
    ["1, 5", { pricing: { input: 1, output: 5 } }],
    ["$1 / $5", { pricing: { input: 1, output: 5 } }],
    ["1 5 0.1", { pricing: { input: 1, cached_input: 0.1, output: 5 } }],
    ["", {}],
    ["1", undefined],
    ["1, -5", undefined],
    ["free", undefined],
    ["1,2,3,4", undefined],
  ])("the price %j", (text, expected) => {
    expect(readPrice(text)).toEqual(expected);
  });

  test("a price can be typed as it is shown", () => {
    const pricing = { input: 1, cachedInput: 0.1, output: 5 };
    expect(readPrice(priceInput({ pricing }))).toEqual({ pricing: { input: 1, cached_input: 0.1, output: 5 } });
    expect(priceInput({})).toBe("");
  });

  test.each<[string, number | undefined]>([
    ["200000", 200_000],
    ["200k", 200_000],
    ["1.5M", 1_500_000],
    ["200,000", 200_000],
    ["0", undefined],
    ["9999M", undefined],
    ["many", undefined],
  ])("the tokens %j", (text, expected) => {
    expect(readTokens(text)).toBe(expected);
  });
});

test.each([
  [{ kind: "none" } as const, "none"],
  [{ kind: "literal" } as const, "in the file, readable by everyone who opens it"],
  [{ kind: "env", name: "K" } as const, "K"],
])("a row's key is shown as %j", (credential, shown) => {
  expect(editRows(model("a", { credential })).find(({ what }) => what === "key")?.description).toBe(shown);
});
