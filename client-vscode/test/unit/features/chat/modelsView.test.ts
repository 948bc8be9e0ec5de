import type { Model } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import { chatModels } from "../../../../src/features/chat/modelsView";
import { auto, clock, list, missingKey, model } from "../../support/given";

const shown = (...models: Model[]) => chatModels(list("auto", models), true, clock);
const one = (more: Partial<Model>) => {
  const [found] = shown(model("one", more));
  return found ?? expect.fail("It is not listed.");
};

test("Auto and every model, each under its slug", () => {
  expect(
    shown(auto, model("a"), model("b", missingKey("KEY"))).map(({ id, name, isUserSelectable }) => [id, name, isUserSelectable]),
  ).toEqual([
    ["auto", "Auto", true],
    ["a", "A", true],
    ["b", "B", true],
  ]);
});

test("a model that Chat does not show is there for other extensions", () => {
  expect(chatModels(list("auto", [auto]), false, clock)).toEqual([{ ...shown(auto)[0], isUserSelectable: false }]);
});

test("Auto says among how many it chooses", () => {
  expect(shown(auto, model("a"), model("b", missingKey("KEY")))[0]?.detail).toBe("the cheapest of 1 that is good enough");
});

test.each<[string, Partial<Model>, string]>([
  ["price and context", { pricing: { input: 1, output: 5 }, contextWindow: 200_000 }, "$1/$5 per 1M · 200k context"],
  ["no prices", { cost: 3 }, "cost 3"],
  [
    "until when it is paused, first",
    { pricing: { input: 0, output: 0 }, availability: { state: "rateLimited", until: "2026-11-24T13:35:00Z" } },
    "rate limited until 13:35 · free",
  ],
])("a row says: %s", (_, more, detail) => {
  expect(one(more).detail).toBe(detail);
});

test("a model that cannot be used now has a warning with the time", () => {
  const paused = one({ availability: { state: "rateLimited", until: "2026-11-24T13:35:00Z" } });

  expect(paused.warningText).toEqual(["rate limited until 13:35"]);
  expect(one({}).warningText).toBeUndefined();
});

test.each<[string, Partial<Model>, number, number]>([
  ["both known", { contextWindow: 64_000, maxOutputTokens: 8_000 }, 56_000, 8_000],
  ["no limit of the output", { contextWindow: 64_000 }, 59_904, 4_096],
  ["a tiny window", { contextWindow: 1_000, maxOutputTokens: 8_000 }, 500, 500],
  ["neither", {}, 123_904, 4_096],
])("input and output share the window: %s", (_, more, input, output) => {
  expect(one(more)).toMatchObject({ maxInputTokens: input, maxOutputTokens: output });
});

test("prices are those of the catalog", () => {
  expect(one({ pricing: { input: 1, cachedInput: 0.1, output: 5 } })).toMatchObject({
    inputCost: 1,
    outputCost: 5,
    cacheCost: 0.1,
  });
});

test("capabilities are those of the catalog", () => {
  expect(one({ supportsImages: true, supportsTools: false }).capabilities).toEqual({ imageInput: true, toolCalling: false });
});

test("the category is by cost among the others", () => {
  const costs = [1, 2, 3, 4, 5].map((cost) => model(`m${cost}`, { cost }));

  expect(shown(auto, ...costs).map(({ category }) => category)).toEqual([
    undefined,
    "lightweight",
    "lightweight",
    "versatile",
    "powerful",
    "powerful",
  ]);
});

test("effort is offered where the format has a field for it", () => {
  expect(one({ provider: "openai" }).configurationSchema).toBeDefined();
  expect(one({ provider: "anthropic" }).configurationSchema).toBeUndefined();
});

describe("what a catalog says cannot", () => {
  test("draw an icon, or fill the picker", () => {
    const hostile = one({ displayName: `$(trash) ${"x".repeat(500)}`, card: "y".repeat(5_000) });

    expect(hostile.name).not.toContain("$(");
    expect(hostile.name.length).toBeLessThan(50);
    expect(hostile.tooltip.length).toBeLessThan(500);
  });
});
