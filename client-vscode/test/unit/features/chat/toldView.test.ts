import type { ChatResult } from "shim-lsp-client/protocol";
import { expect, test } from "vitest";
import { told } from "../../../../src/features/chat/toldView";
import { auto, decision, list, model } from "../../support/given";

const known = list("auto", [auto, model("small", { displayName: "Small" }), model("large", { displayName: "Large" })]);
const result = (more: Partial<ChatResult> = {}): ChatResult => ({
  decision: decision("small", { reason: "small is the cheapest of 2 that reach 0.70: short" }),
  slug: "small",
  text: "Hello.",
  finishReason: "stop",
  usage: { inputTokens: 10, outputTokens: 2 },
  attempts: [{ slug: "small", status: 200 }],
  ...more,
});

test.each<[string, Partial<ChatResult>, string, string[]]>([
  ["who and why", {}, "Answered by Small", ["Small is the cheapest of 2 that reach 0.70: short"]],
  [
    "what it cost and what was saved",
    {
      cost: 0.002,
      decision: decision("small", {
        reason: "why",
        estimated: { inputTokens: 1, outputTokens: 1, cost: 1, baselineCost: 2, saved: 0.05 },
      }),
    },
    "Answered by Small",
    ["why", "Cost: $0.0020", "Saved: about $0.05 against the strongest model"],
  ],
  [
    "which model failed before",
    {
      slug: "large",
      attempts: [
        { slug: "small", status: 429 },
        { slug: "large", status: 200 },
      ],
    },
    "Answered by Large instead of Small",
    ["Small is rate limited (429)", "Small is the cheapest of 2 that reach 0.70: short"],
  ],
  [
    "several that failed",
    {
      slug: "large",
      attempts: [
        { slug: "small", status: "timeout" },
        { slug: "gone", status: "network" },
        { slug: "odd", status: 503 },
        { slug: "large", status: 200 },
      ],
      decision: decision("small", {
        reason: "why",
        estimated: { inputTokens: 1, outputTokens: 1, cost: 1, baselineCost: 2, saved: 0.05 },
      }),
    },
    "Answered by Large instead of Small",
    ["Small did not answer in time", "gone could not be reached", "odd failed (503)", "why"],
  ],
])("an answer says %s", (_, more, heading, lines) => {
  expect(told(result(more), known)).toEqual({ heading, lines });
});
