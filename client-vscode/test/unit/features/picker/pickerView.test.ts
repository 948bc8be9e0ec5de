import type { Model } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import type { Kept, ModelEntry, PickerEntry } from "../../../../src/features/picker/pickerEntries";
import { accepted, firstFound, keepSelection, pickerView } from "../../../../src/features/picker/pickerView";
import { auto, clock, decision, list, missingKey, model, problem, session } from "../../support/given";

const small = model("small", { displayName: "Small", pricing: { input: 0, output: 0 }, position: { line: 1, column: 4 } });
const haiku = model("haiku", {
  displayName: "Claude Haiku",
  provider: "anthropic",
  model: "claude-haiku-5-5",
  contextWindow: 200_000,
  supportsImages: true,
  pricing: { input: 1, cachedInput: 0.1, output: 5 },
  card: "Fast and cheap. Weak on long refactorings.",
  availability: { state: "available", checked: true },
});
const limited = model("limited", {
  cost: 0.25,
  supportsTools: false,
  availability: { state: "rateLimited", until: "2026-11-24T13:01:05Z" },
});

const nothing: Kept = { order: "provider", pinned: [], recent: [] };

const lines = (items: readonly PickerEntry[]) =>
  items.map((item) =>
    item.kind === "separator"
      ? `--- ${item.label}`
      : item.kind === "notice"
        ? `! ${item.icon} ${item.label}: ${item.detail} -> ${item.action}`
        : [item.icon, item.label, item.description, item.detail, item.buttons.join()].join(" | "),
  );

const shown = (known: Parameters<typeof session>[0], more = {}, { folders = 1, kept = {} } = {}) =>
  pickerView(session(known, more), { folders }, clock, { ...nothing, ...kept });

/** Headings and slugs alone. */
const order = (known: Parameters<typeof session>[0], kept: Partial<Kept>) =>
  shown(known, {}, { kept }).items.map((item) =>
    item.kind === "separator" ? `--- ${item.label}` : item.kind === "model" ? item.slug : item.action,
  );

test("Auto, then each provider's models: those that can be used first, each with its price", () => {
  expect(lines(shown(list("haiku", [auto, limited, small, haiku, model("keyed", missingKey("KEY"))])).items)).toEqual([
    "sparkle | Auto |  | Each task goes to the cheapest model that is good enough | ",
    "--- Ollama",
    "circle-outline | Small | free | not checked · ollama/small-1 · small | pin,exclude,openInModelsFile",
    "circle-slash | LIMITED | cost 0.25 | rate limited until 13:01:05 · no tools · ollama/limited-1 · limited | pin,openInModelsFile",
    "circle-slash | KEYED | cost 1 | KEY is not set · ollama/keyed-1 · keyed | setApiKey,pin,openInModelsFile",
    "--- Anthropic",
    "pass | Claude Haiku | active · $1/$5 per 1M | 200k context · images · Fast and cheap. · anthropic/claude-haiku-5-5 · haiku | pin,openInModelsFile",
  ]);
});

test("Auto says where the last task went, and that it is active", () => {
  const [first] = shown(list("auto", [auto, small]), { lastDecision: decision("small") }).items;

  expect(first).toMatchObject({
    description: "active",
    detail: "Each task goes to the cheapest model that is good enough; the last one went to Small",
  });
});

test("a slug that is the name as well is not said twice, and a long name is not cut", () => {
  const long = "Local model with a name that no status bar could ever show as a whole";

  expect(lines(shown(list("x", [model(long, { displayName: long, model: "m" })])).items)[1]).toBe(
    `circle-outline | ${long} | cost 1 | not checked · ollama/m | pin,openInModelsFile`,
  );
});

const few = [auto, small, haiku, limited];
const many = [auto, ...Array.from({ length: 9 }, (_, index) => model(`m${index}`))];

test.each<[string, readonly Model[], Partial<Kept>, readonly string[]]>([
  [
    "pinned models come first, in their order",
    few,
    { pinned: ["limited", "haiku"] },
    ["--- Pinned", "limited", "haiku", "--- Ollama", "small"],
  ],
  [
    "a pinned model that is gone is not shown",
    few,
    { pinned: ["gone"] },
    ["--- Ollama", "small", "limited", "--- Anthropic", "haiku"],
  ],
  ["of few models none is recent", few, { recent: ["haiku"] }, ["--- Ollama", "small", "limited", "--- Anthropic", "haiku"]],
  [
    "of many the recent ones follow the pinned ones, and none is there twice",
    many,
    { pinned: ["m7"], recent: ["m7", "m4", "gone", "m0"] },
    ["--- Pinned", "m7", "--- Recent", "m4", "m0", "--- Ollama", "m1", "m2", "m3", "m5", "m6", "m8"],
  ],
  [
    "by price: those that state none are last, by their cost",
    [...few, model("dear", { cost: 9 })],
    { order: "price" },
    ["--- By price", "small", "haiku", "--- Price not stated", "limited", "dear"],
  ],
  [
    "by cost, where no price is stated",
    [model("b", { cost: 2 }), model("a", { cost: 1 })],
    { order: "price" },
    ["--- By cost", "a", "b"],
  ],
])("%s", (_, models, kept, expected) => {
  expect(order(list("auto", models), kept).filter((each) => each !== "auto")).toEqual(expected);
});

test("a pinned model can be unpinned, one that Auto may not choose included, and it says so", () => {
  const excluded = { ...small, candidate: false };
  const item = shown(list("auto", [auto, excluded]), {}, { kept: { pinned: ["small"] } }).items.at(-1) as ModelEntry;

  expect(item.buttons).toEqual(["unpin", "include", "openInModelsFile"]);
  expect(item.detail).toMatch(/^not checked · not in Auto · /);
});

test("where there is no Auto nothing can be excluded from it", () => {
  expect(shown(list("small", [small])).items.at(-1)).toMatchObject({ buttons: ["pin", "openInModelsFile"] });
});

test.each<[string, Partial<Kept>, object, readonly string[]]>([
  ["by provider", {}, {}, ["byPrice", "keys", "modelsFile", "dashboard", "useInChat"]],
  ["by price", { order: "price" }, {}, ["byProvider", "keys", "modelsFile", "dashboard", "useInChat"]],
  [
    "after a task",
    {},
    { lastDecision: decision("small") },
    ["byPrice", "keys", "modelsFile", "lastDecision", "dashboard", "useInChat"],
  ],
])("the title's buttons %s", (_, kept, more, expected) => {
  expect(shown(list("auto", few), more, { kept }).buttons).toEqual(expected);
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

test("the sample in the program is in no file that could be opened or changed", () => {
  const known = list("auto", [auto, small]);
  const embedded = { ...known, catalog: { ...known.catalog, sources: ["embedded"] } };

  expect(
    shown(embedded)
      .items.filter((item) => item.kind === "model")
      .flatMap(({ buttons }) => buttons),
  ).toEqual(["pin"]);
});

test.each([
  ["one folder", 1, "Switch model"],
  ["two folders", 2, "Switch model for shop"],
])("the title with %s", (_, folders, title) => {
  expect(shown(list("auto", [auto]), {}, { folders }).title).toBe(title);
});

test("before the server has answered there is nothing to choose, and it says so", () => {
  expect(shown(undefined)).toMatchObject({ title: "Switch model", placeholder: "The Shim server is starting", items: [] });
});

test.each([
  ["none", [], []],
  ["only hints", [problem("x", "By the way.", "info")], []],
  [
    "one",
    [problem("x", "Broken.", "error")],
    ["--- Problems", "! warning 1 problem in the models file: Broken. -> openModelsFile", "--- Automatic"],
  ],
  [
    "two",
    [problem("x", "Broken.", "error"), problem("y", "Odd.")],
    ["--- Problems", "! warning 2 problems in the models file: Broken. -> openModelsFile", "--- Automatic"],
  ],
  [
    "a restricted workspace",
    [problem("untrustedWorkspace", "server's words")],
    [
      "--- Problems",
      "! shield Restricted workspace: Its own models.json is not used until you trust the workspace. -> manageTrust",
      "--- Automatic",
    ],
  ],
])("problems come before the models: %s", (_, problems, expected) => {
  expect(lines(shown(list("auto", [auto], problems)).items).slice(0, -1)).toEqual(expected);
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
        item.label.length < 200 &&
        !item.label.includes("\n") &&
        (item.kind === "separator" || (!item.detail.includes("\n") && item.detail.length < 520)),
    ),
  ).toBe(true);
});

test("a thousand models", () => {
  const models = Array.from({ length: 1000 }, (_, index) => model(`m${index}`));

  expect(shown(list("auto", [auto, ...models])).items).toHaveLength(1002);
});

describe("the cursor, after a change under a person's hand", () => {
  const items = shown(list("haiku", [auto, small, haiku], [problem("x", "Broken.")])).items;
  const at = (slug: string) => items.find((item): item is ModelEntry => item.kind === "model" && item.slug === slug);

  test.each<[string, PickerEntry | undefined, readonly PickerEntry[], PickerEntry | undefined]>([
    ["starts at the active model", undefined, items, at("haiku")],
    [
      "stays at its model, which may read differently now",
      { ...at("small"), detail: "before" } as ModelEntry,
      items,
      at("small"),
    ],
    ["goes to the active model where its own is gone", { ...at("small"), slug: "gone" } as ModelEntry, items, at("haiku")],
    ["stays at a notice", items.find((item) => item.kind === "notice"), items, items.find((item) => item.kind === "notice")],
    [
      "goes to the first model where the active one is filtered out",
      undefined,
      items.filter((item) => item !== at("haiku")),
      at("auto"),
    ],
  ])("%s", (_, before, among, expected) => {
    expect(keepSelection(before, among)).toBe(expected);
  });

  test("goes to the first model when a person types, and to a notice where no model is found", () => {
    expect(firstFound(items)).toBe(at("auto"));
    expect(firstFound(items.filter(({ kind }) => kind !== "model"))).toMatchObject({ kind: "notice" });
  });

  test("an Enter that is quicker than the list means what the filter finds", () => {
    expect(accepted(at("small"), items)).toBe(at("small"));
    expect(
      accepted(
        at("small"),
        [at("haiku")].filter((item) => item !== undefined),
      ),
    ).toBe(at("haiku"));
    expect(accepted(at("small"), [])).toBeUndefined();
  });
});
