import type { DecisionSource } from "shim-lsp-client/protocol";
import { expect, test } from "vitest";
import { decisionDocument } from "../../../../src/features/routing/decisionDocument";
import { type ExplanationItem, explanation, sourceText } from "../../../../src/features/routing/explanationView";
import { refusal } from "../../../../src/features/routing/refusalView";
import { auto, candidates, decision, list, model, problem } from "../../support/given";

const known = list("auto", [auto, model("small", { displayName: "Small" }), model("big", { displayName: "Big" })]);

const lines = (items: readonly ExplanationItem[]) =>
  items.map((item) =>
    item.kind === "separator"
      ? `--- ${item.label}`
      : item.kind === "fact"
        ? `${item.label}: ${item.description}`
        : `${item.icon} ${item.label} (${item.slug}): ${item.description}${item.detail === undefined ? "" : ` / ${item.detail}`}`,
  );

test("every candidate under what became of it, then how it was decided", () => {
  const view = explanation(
    decision("small", {
      candidates: candidates(
        "small chosen 0.81 0.2",
        "big viable 0.97 24",
        "tiny belowThreshold 0.5 0.05",
        "blind rejected noImages 1",
        "far rejected failing 12",
      ),
      estimated: { inputTokens: 5, outputTokens: 1000, cost: 0.001, baselineCost: 0.026, saved: 0.025 },
    }),
    known,
  );

  expect([view.title, view.placeholder]).toEqual(["Routed to Small", "Why: each candidate and its result"]);
  expect(lines(view.items)).toEqual([
    "--- Chosen",
    "pass-filled Small (small): score 0.81 · cost 0.2 / Small is the cheapest of 2 that reach 0.70: short",
    "--- Good enough, but not cheaper",
    "circle-outline Big (big): score 0.97 · cost 24",
    "--- Below the threshold of 0.70",
    "arrow-down tiny (tiny): score 0.50 · cost 0.05",
    "--- Could not take it",
    "circle-slash blind (blind): cannot read images · cost 1",
    "circle-slash far (far): failing · cost 12",
    "--- How it was decided",
    "Decided by: the embedded scorer, on this machine",
    "Model: ollama/small-1",
    "Threshold: 0.70",
    "Estimated cost: $0.0010; saves $0.03 against the strongest model",
    "Took: 0.46 ms",
  ]);
});

test("a decision of the status says how many candidates it leaves out", () => {
  const view = explanation(decision("small", { candidates: candidates("small chosen 0.81 0.2"), candidatesOmitted: 980 }), known);

  expect(lines(view.items).slice(2, 4)).toEqual(["--- and 980 more", "--- How it was decided"]);
});

test.each([
  ["timeout", "no answer in time"],
  ["error", "the call failed"],
  ["unusable", "its reply has no scores"],
  ["cooldown", "it is paused after a failure"],
  ["queueFull", "too many tasks are waiting for it"],
  ["missingCredential", "its key is missing"],
  ["overBudget", "the budget is spent"],
] as const)("a classifier that did not answer is named, and why: %s", (why, words) => {
  const { items } = explanation(decision("small", { standIn: { for: "big", why } }), known);

  expect(lines(items)).toContain(`Classifier: Big did not score this task: ${words}`);
});

test("what a decision took from earlier turns is told", () => {
  const raised = { steps: 1, why: "the same tests failed 3 times $(x)" };

  expect(lines(explanation(decision("big", { continues: true, raised }), known).items)).toEqual(
    expect.arrayContaining([
      "Earlier turns: Continues the task before: the message alone says too little",
      "Earlier turns: Moved up to a stronger model: the same tests failed 3 times $\u200B(x)",
    ]),
  );
});

test.each([
  ["catalog", "strength 0.55, from models.json"],
  ["family", "strength 0.55, from its family"],
  ["size", "strength 0.55, estimated from its size"],
  ["cost", "strength 0.55, estimated from its cost"],
] as const)("a strength from the %s is told with its source", (strengthSource, text) => {
  const scored = candidates("small chosen 0.81 0.2").map((each) => ({ ...each, strength: 0.55, strengthSource }));
  const { items } = explanation(decision("small", { candidates: scored }), known);

  expect(lines(items)).toContainEqual(expect.stringContaining(`Small (small): score 0.81 · ${text} · cost 0.2`));
});

test.each([
  ["missingCredential", "env", "KEY"],
  ["unauthorized", "secret", "KEY"],
  ["outOfCredit", "env", "KEY"],
  ["rateLimited", "env", undefined],
  ["missingCredential", "file", undefined],
] as const)("a candidate that is rejected as %s can be given its key, from the %s", (rejection, kind, keyName) => {
  const keyed = list("auto", [auto, model("small"), model("keyed", { credential: { kind, name: "KEY" } })]);
  const { items } = explanation(
    decision("small", { candidates: candidates("small chosen 0.81 0.2", `keyed rejected ${rejection} 1`) }),
    keyed,
  );

  expect(items.flatMap((item) => (item.kind === "candidate" ? [item.keyName] : []))).toEqual([undefined, keyName]);
});

test("a pinned model: nothing was scored, and nothing is made up", () => {
  const {
    score: _,
    threshold: __,
    ...pinned
  } = decision("big", { source: "pinned", reason: "big is pinned", candidates: candidates("big chosen - 24") });

  expect(lines(explanation(pinned, undefined).items)).toEqual([
    "--- Chosen",
    "pass-filled big (big): cost 24 / big is pinned",
    "--- How it was decided",
    "Decided by: you: this model is pinned and takes every task",
    "Model: ollama/big-1",
    "Took: 0.46 ms",
  ]);
});

test("where nothing is saved nothing is said of saving", () => {
  const estimated = { inputTokens: 5, outputTokens: 1000, cost: 0.025, baselineCost: 0.025, saved: 0 };

  expect(lines(explanation(decision("big", { estimated }), known).items)).toContain("Estimated cost: $0.03");
});

test.each<[DecisionSource, RegExp]>([
  ["pinned", /pinned/],
  ["single", /only model that can take the task/],
  ["cache", /router cache/],
  ["coalesced", /another request with the same task/],
  ["classifier", /classifier/],
  ["embedded", /on this machine/],
  ["affinity", /conversation/],
  ["fallback", /no usable score/],
])("the source %s is told in words", (source, words) => {
  expect(sourceText(source)).toMatch(words);
});

test("no model could take it: what stands against each", () => {
  const view = refusal(
    { kind: "noRoutableModel", candidates: candidates("small rejected noTools 0.2", "big rejected unauthorized 24") },
    known,
  );

  expect([view.title, view.placeholder]).toEqual(["No model can take this task", "Why each candidate was rejected"]);
  expect(lines(view.items)).toEqual([
    "--- Could not take it",
    "circle-slash Small (small): cannot call tools · cost 0.2",
    "circle-slash Big (big): its key was rejected · cost 24",
  ]);
});

test("no candidate at all", () => {
  expect(refusal({ kind: "noRoutableModel", candidates: [] }, known)).toMatchObject({
    placeholder: "There are no candidates",
    items: [],
  });
});

test("a catalog that cannot be read: its problems, with no icons of its own", () => {
  const view = refusal({ kind: "invalidCatalog", problems: [problem("invalidJson", "This is not JSON $(bomb)")] }, undefined);

  expect(view.title).toBe("The models file cannot be read");
  expect(lines(view.items)).toEqual(["This is not JSON $\u200B(bomb): /home/ann/.config/shim-lsp/models.json"]);
});

test("the document says the same, can be read as it is, and has the whole decision", () => {
  const given = decision("small", { reason: "small is a `reason` with [a link](command:x) of https://x.example & 0.70" });
  const text = decisionDocument(given, known);

  expect(text.split("\n\n```json")[0]).toBe(
    [
      "# Routed to Small",
      "Small is a \\`reason\\` with \\[a link\\](command:x) of https\\://x.example & 0.70",
      "## Chosen",
      "- **Small**: score 0.80 · cost 1",
      "## How it was decided",
      [
        "- Decided by: the embedded scorer, on this machine",
        "- Model: ollama/small-1",
        "- Threshold: 0.70",
        "- Took: 0.46 ms",
      ].join("\n"),
    ].join("\n\n"),
  );
  expect(JSON.parse(/```json\n([\s\S]+)\n```/.exec(text)?.[1] ?? "")).toEqual(given);
});
