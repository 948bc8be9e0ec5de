import type { FeedbackResult, Stats, Verdict } from "shim-lsp-client/protocol";
import { expect, test } from "vitest";
import { feedbackQuestion } from "../../../../src/features/feedback/feedbackView";
import { verdictResultText } from "../../../../src/infrastructure/wording/verdicts";
import { auto, decision, list, model } from "../../support/given";

const known = list("auto", [auto, model("big", { displayName: "Big $(x)" })]);
const counted = { feedback: { offset: 0.4, threshold: 0.78, tooWeak: 1, tooStrong: 0, right: 0, inferred: 0 } } as Stats;

test("a decision can be too weak, right or too strong", () => {
  const { title, items } = feedbackQuestion(decision("big"), known, undefined);

  expect(title).toBe("Was Big $\u200B(x) right for its task?");
  expect(items.map(({ verdict }) => verdict)).toEqual(["tooWeak", "right", "tooStrong"]);
});

test("once there are verdicts they can be taken back", () => {
  const last = feedbackQuestion(decision("big"), known, counted).items.at(-1);

  expect(last).toEqual({ verdict: "reset", label: "Take all verdicts back", detail: "The threshold is 0.78 now." });
});

test.each<[Verdict, FeedbackResult["unmoved"], string]>([
  ["tooWeak", undefined, "From now on stronger models get more tasks: the threshold is 0.78."],
  ["tooStrong", undefined, "From now on cheaper models get more tasks: the threshold is 0.78."],
  ["right", undefined, "Noted. The threshold stays at 0.78."],
  ["tooWeak", "noThreshold", "Noted. No threshold decided here, so 0.78 stays."],
  ["tooWeak", "strongest", "Noted. No candidate scored higher, so the threshold stays at 0.78."],
  ["tooStrong", "cheapest", "Noted. No candidate was cheaper, so the threshold stays at 0.78."],
  ["tooStrong", "bound", "Noted. Feedback moves the threshold no further than 0.78."],
])("what %s changed is told; unmoved by: %s", (verdict, unmoved, text) => {
  expect(verdictResultText(verdict, { offset: 0.4, threshold: 0.78, ...(unmoved && { unmoved }) })).toBe(text);
});
