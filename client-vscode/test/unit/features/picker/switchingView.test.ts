import type { Model } from "shim-lsp-client/protocol";
import { expect, test } from "vitest";
import { previousOf, slugGiven } from "../../../../src/features/picker/switchingView";
import { unusableView } from "../../../../src/features/picker/unusableView";
import { auto, clock, list, missingKey, model, session } from "../../support/given";

test.each([
  ["opus", "opus"],
  [" opus ", "opus"],
  [{ slug: "opus" }, "opus"],
  [undefined, undefined],
  ["", undefined],
  [{ fsPath: "/a" }, undefined],
  [null, undefined],
  [7, undefined],
])("a key binding's argument %j names %j", (argument, slug) => {
  expect(slugGiven(argument)).toBe(slug);
});

const known = list("big", [auto, model("big"), model("small")]);

test.each([
  ["the one before", "small", ["big", "auto"], "small"],
  ["the one before, Auto as well", "auto", [], "auto"],
  ["the last one chosen in any window, after a start", undefined, ["big", "small"], "small"],
  ["the last one chosen, where the one before is gone", "gone", ["gone", "small"], "small"],
  ["none, where nothing else was active", undefined, ["big"], undefined],
])("the previous model is %s", (_, previous, recent, expected) => {
  const more = previous === undefined ? {} : { previous };

  expect(previousOf(session(known, more), { order: "provider", pinned: [], recent })).toBe(expected);
});

test.each<[string, Partial<Model>, readonly string[]]>([
  ["without its key", missingKey("KEY"), ["KEY is not set. Run Shim: Set API Key", "setApiKey", "wait Keep it", "useAuto"]],
  [
    "whose key the workspace may not use",
    { ...missingKey("KEY"), availability: { state: "missingCredential", code: "notAllowed", reason: "Not allowed." } },
    ["Not allowed.", "allow", "wait Keep it", "useAuto"],
  ],
  [
    "whose key file is missing",
    {
      credential: { kind: "file", name: "/k" },
      availability: { state: "missingCredential", code: "fileNotFound", reason: "No file." },
    },
    ["No file.", "openInModelsFile", "wait Keep it", "useAuto"],
  ],
  [
    "that is rate limited",
    { availability: { state: "rateLimited", until: "2026-11-24T13:35:00Z" } },
    ["rate limited until 13:35", "wait Wait until 13:35", "useAuto"],
  ],
  [
    "that Ollama does not have",
    { model: "qwen3:8b", availability: { state: "notFound" } },
    ["Ollama does not have this model (ollama pull qwen3:8b)", "copyPull", "wait Keep it", "useAuto"],
  ],
  [
    "whose key was rejected",
    { credential: { kind: "secret", name: "KEY" }, availability: { state: "unauthorized" } },
    ["its key was rejected", "setApiKey", "wait Keep it", "useAuto"],
  ],
  ["that fails", { availability: { state: "failing" } }, ["failing", "openInModelsFile", "wait Keep it", "useAuto"]],
])("a chosen model %s asks at once what to do", (_, more, expected) => {
  const view = unusableView(model("big", more), true, clock);

  expect(view?.title).toBe("BIG cannot be used now");
  expect([
    view?.placeholder,
    ...(view?.rows ?? []).map(({ action, label }) => (action === "wait" ? `${action} ${label}` : action)),
  ]).toEqual(expected);
});

test("a chosen model that can be used asks nothing, and where there is no Auto it is not offered", () => {
  expect(unusableView(model("big"), true, clock)).toBeUndefined();
  expect(unusableView(model("big", missingKey("KEY")), false, clock)?.rows.map(({ action }) => action)).toEqual([
    "setApiKey",
    "wait",
  ]);
});
