import type { ShimError } from "shim-lsp-client/protocol";
import { expect, test } from "vitest";
import { failureText } from "../../../../src/features/chat/failureView";
import { auto, candidates, clock, list, missingKey, model } from "../../support/given";

const known = list("auto", [
  auto,
  model("small", { displayName: "Small", availability: { state: "rateLimited", until: "2026-11-24T13:35:00Z" } }),
  model("large", { displayName: "Large", ...missingKey("KEY") }),
  model("tiny", { displayName: "Tiny" }),
]);
const none = (...rows: string[]): ShimError => ({ kind: "noRoutableModel", candidates: candidates(...rows) });

test.each<[string, ShimError, string]>([
  [
    "each model with its reason and the time",
    none("small rejected rateLimited 1", "tiny rejected contextTooSmall 1"),
    "No model can take this message. Small: rate limited until 13:35. Tiny: its context window is too small. Wait, or choose another model.",
  ],
  [
    "the key that is missing",
    none("large rejected missingCredential 1", "tiny rejected notRequested 1"),
    "No model can take this message. Large: KEY is not set. Run Shim: Set API Key, or choose another model.",
  ],
  [
    "a conversation that has become too long",
    none("tiny rejected contextTooSmall 1"),
    "No model can take this message. Tiny: its context window is too small. Start a new chat, or choose a model with a larger context window.",
  ],
  [
    "what the providers answered",
    { kind: "upstreamFailed", message: "No model answered. small: provider overloaded (503). Try again later." },
    "No model answered. Small: provider overloaded (503). Try again later.",
  ],
  ["that no server runs", { kind: "serverNotRunning" }, "The Shim server is not running. Run Shim: Restart Server."],
])("an error says %s", (_, error, text) => {
  expect(failureText(error, known, clock)).toBe(text);
});

test("many models are counted", () => {
  const rows = ["a", "b", "c", "d", "e", "f"].map((slug) => `${slug} rejected noTools 1`);

  expect(failureText(none(...rows), known, clock)).toContain("d: cannot call tools. And 2 more. Choose another model.");
});
