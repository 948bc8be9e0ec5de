import { describe, expect, test } from "vitest";
import { keepSelection, type ModelEntry, type PickerEntry, pickerView } from "../../../../src/features/picker/pickerView";
import type { Model } from "../../../../src/infrastructure/protocol/types";
import { auto, clock, decision, list, missingKey, model, problem, session } from "../../support/given";

const small = model("small", { displayName: "Small", pricing: { input: 0, output: 0 } });
const haiku = model("haiku", {
  displayName: "Claude Haiku",
  provider: "anthropic",
  model: "claude-haiku-5-5",
  contextWindow: 200_000,
  supportsImages: true,
  pricing: { input: 1, cachedInput: 0.1, output: 5 },
  card: "Fast and cheap. Weak on long refactorings.",
});
const limited = model("limited", {
  cost: 0.25,
  supportsTools: false,
  availability: { state: "rateLimited", until: "2026-11-24T13:01:05Z" },
});

const lines = (items: readonly PickerEntry[]) =>
  items.map((item) =>
    item.kind === "separator"
      ? `--- ${item.label}`
      : item.kind === "notice"
        ? `! ${item.icon} ${item.label}: ${item.detail} -> ${item.action}`
        : [item.icon, item.label, item.description, item.detail, item.buttons.join()].join(" | "),
  );

const shown = (known: Parameters<typeof session>[0], more = {}, folders = 1) =>
  pickerView(session(known, more), { folders }, clock);

test("Auto, then what can be used, then what cannot, and why", () => {
  expect(lines(shown(list("haiku", [auto, small, haiku, limited, model("keyed", missingKey("KEY"))])).items)).toEqual([
    "sparkle | Auto |  | Each task goes to the cheapest model that is good enough | ",
    "--- Available",
    "circle-outline | Small | small | ollama/small-1 · free | openInModelsFile",
    "circle-outline | Claude Haiku | active · haiku | anthropic/claude-haiku-5-5 · 200k context · $1/$5 per 1M · images · Fast and cheap. | openInModelsFile",
    "--- Unavailable",
    "circle-slash | LIMITED | limited | rate limited until 13:01:05 · ollama/limited-1 · cost 0.25 · no tools | openInModelsFile",
    "circle-slash | KEYED | keyed | KEY is not set · ollama/keyed-1 · cost 1 | setApiKey,openInModelsFile",
  ]);
});

test("Auto says where the last task went, and that it is active", () => {
  const [first] = shown(list("auto", [auto, small]), { lastDecision: decision("small") }).items;

  expect(first).toMatchObject({
    description: "active",
    detail: "Each task goes to the cheapest model that is good enough; the last one went to Small",
  });
});

test("a slug that is the name as well is not said twice", () => {
  expect(lines(shown(list("x", [model("local", { displayName: "local" })])).items)[1]).toBe(
    "circle-outline | local |  | ollama/local-1 · cost 1 | openInModelsFile",
  );
});

test.each<[Model["credential"], Model["availability"]["state"], string | undefined]>([
  [{ kind: "env", name: "KEY" }, "missingCredential", "KEY"],
  [{ kind: "env", name: "KEY" }, "unauthorized", "KEY"],
  [{ kind: "env", name: "KEY" }, "available", "KEY"],
  [{ kind: "secret", name: "KEY" }, "missingCredential", "KEY"],
  [{ kind: "secret", name: "KEY" }, "failing", "KEY"],
  [{ kind: "file", name: "/run/key" }, "missingCredential", undefined],
  [{ kind: "literal" }, "unauthorized", undefined],
  [{ kind: "none" }, "unauthorized", undefined],
  [{ kind: "env", name: "" }, "missingCredential", undefined],
  [{ kind: "env" }, "missingCredential", undefined],
])("a key can be set where the catalog asks for one by its name: %j, %s", (credential, state, keyName) => {
  const item = shown(list("auto", [auto, model("keyed", { credential, availability: { state } })])).items.at(-1) as ModelEntry;

  expect([item.keyName, item.buttons.includes("setApiKey")]).toEqual([keyName, keyName !== undefined]);
});

test("the sample in the program is in no file that could be opened", () => {
  const known = list("auto", [auto, small]);
  const embedded = { ...known, catalog: { ...known.catalog, sources: ["embedded"] } };

  expect(
    shown(embedded)
      .items.filter((item) => item.kind === "model")
      .flatMap(({ buttons }) => buttons),
  ).toEqual([]);
});

test.each([
  ["one folder", 1, "Switch model"],
  ["two folders", 2, "Switch model for shop"],
])("the title with %s", (_, folders, title) => {
  expect(shown(list("auto", [auto]), {}, folders).title).toBe(title);
});

test("before the server has answered there is nothing to choose, and it says so", () => {
  expect(shown(undefined)).toEqual({ title: "Switch model", placeholder: "The Shim server is starting", items: [] });
});

test.each([
  ["none", [], []],
  ["only hints", [problem("x", "By the way.", "info")], []],
  [
    "one",
    [problem("x", "Broken.", "error")],
    ["--- Problems", "! warning 1 problem in the models file: Broken. -> openModelsFile"],
  ],
  [
    "two",
    [problem("x", "Broken.", "error"), problem("y", "Odd.")],
    ["--- Problems", "! warning 2 problems in the models file: Broken. -> openModelsFile"],
  ],
  [
    "a restricted workspace",
    [problem("untrustedWorkspace", "server's words")],
    [
      "--- Problems",
      "! shield Restricted workspace: Its own models.json is not used until you trust the workspace. -> manageTrust",
    ],
  ],
])("problems: %s", (_, problems, expected) => {
  expect(lines(shown(list("auto", [auto], problems)).items).slice(1)).toEqual(expected);
});

test("names, cards and reasons of a clone draw no icons and stay on their line", () => {
  const hostile = "$(error)\nx".repeat(60);
  const { items } = shown(
    list("evil", [model("evil", { displayName: hostile, card: hostile, model: hostile })], [problem("x", hostile)]),
  );

  expect(lines(items).join("\n")).not.toContain("$(");
  expect(
    items.every(
      (item) =>
        !item.label.includes("\n") && (item.kind === "separator" || (!item.detail.includes("\n") && item.detail.length < 520)),
    ),
  ).toBe(true);
});

test("a thousand models", () => {
  const models = Array.from({ length: 1000 }, (_, index) => model(`m${index}`));

  expect(shown(list("auto", [auto, ...models])).items).toHaveLength(1002);
});

describe("the cursor, after a change under a person's hand", () => {
  const items = shown(list("small", [auto, small, haiku], [problem("x", "Broken.")])).items;
  const at = (slug: string) => items.find((item): item is ModelEntry => item.kind === "model" && item.slug === slug);

  test.each<[string, PickerEntry | undefined, PickerEntry | undefined]>([
    ["starts at the active model", undefined, at("small")],
    ["stays at its model, which may read differently now", { ...at("haiku"), detail: "before" } as ModelEntry, at("haiku")],
    ["goes to the active model where its own is gone", { ...at("haiku"), slug: "gone" } as ModelEntry, at("small")],
    ["stays at a notice", items.find((item) => item.kind === "notice"), items.find((item) => item.kind === "notice")],
  ])("%s", (_, before, expected) => {
    expect(keepSelection(before, items)).toBe(expected);
  });
});
