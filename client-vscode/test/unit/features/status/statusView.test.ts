import { expect, test } from "vitest";
import { nextChange, statusItem } from "../../../../src/features/status/statusView";
import type { Session } from "../../../../src/infrastructure/client/session";
import type { ServerState } from "../../../../src/infrastructure/server/state";
import { auto, clock, decision, list, missingKey, model, session } from "../../support/given";

const running: ServerState = { kind: "running" };
const [small, big] = [model("small"), model("big")];
const bothModels = [auto, small, big];
const none = [auto, model("a", missingKey("A")), model("b", { availability: { state: "failing" } })];

test.each<[string, ServerState, Session, string, string, boolean, string]>([
  [
    "Auto, before a task",
    running,
    session(list("auto", bothModels)),
    "$(sparkle) Auto",
    "Shim: active language model Auto. Switch model",
    false,
    "switchModel",
  ],
  [
    "Auto, after a task",
    running,
    session(list("auto", bothModels), { lastDecision: decision("big") }),
    "$(sparkle) Auto: BIG",
    "Shim: active language model Auto: BIG. Switch model",
    false,
    "switchModel",
  ],
  [
    "Auto, and a task went to a model that is gone",
    running,
    session(list("auto", bothModels), { lastDecision: decision("gone") }),
    "$(sparkle) Auto: gone",
    "Shim: active language model Auto: gone. Switch model",
    false,
    "switchModel",
  ],
  [
    "Auto, and the last task was before it was chosen",
    running,
    session(list("auto", bothModels), { lastDecision: decision("big", { source: "pinned" }) }),
    "$(sparkle) Auto",
    "Shim: active language model Auto. Switch model",
    false,
    "switchModel",
  ],
  [
    "Auto by another name",
    running,
    session(list("auto", [{ ...auto, displayName: "Router" }, small])),
    "$(sparkle) Router",
    "Shim: active language model Router. Switch model",
    false,
    "switchModel",
  ],
  [
    "pinned",
    running,
    session(list("big", bothModels)),
    "$(pin) BIG",
    "Shim: active language model BIG. Switch model",
    false,
    "switchModel",
  ],
  [
    "pinned, and Auto routed before",
    running,
    session(list("big", bothModels), { lastDecision: decision("small") }),
    "$(pin) BIG",
    "Shim: active language model BIG. Switch model",
    false,
    "switchModel",
  ],
  [
    "pinned to one that fails: it is tried all the same, and the item says so",
    running,
    session(list("b", none)),
    "$(pin) B",
    "Shim: active language model B, which cannot be used now. Switch model",
    true,
    "switchModel",
  ],
  [
    "Auto, and nothing can be used",
    running,
    session(list("auto", none)),
    "$(sparkle) Auto",
    "Shim: active language model Auto, no model is available now. Switch model",
    true,
    "switchModel",
  ],
  [
    "Auto, and the last task found no model",
    running,
    session(list("auto", bothModels), { unroutable: { kind: "noRoutableModel", candidates: [] } }),
    "$(sparkle) Auto",
    "Shim: active language model Auto, no model is available now. Switch model",
    true,
    "switchModel",
  ],
  [
    "a catalog that cannot be read",
    running,
    session(list("auto", [auto])),
    "$(sparkle) Auto",
    "Shim: active language model Auto, no model is available now. Switch model",
    true,
    "switchModel",
  ],
  [
    "no model and no Auto",
    running,
    session(list("x", [])),
    "$(pin) x",
    "Shim: active language model x, no model is available now. Switch model",
    true,
    "switchModel",
  ],
  [
    "choosing a model",
    running,
    session(list("auto", bothModels), { routing: true }),
    "$(loading~spin) Auto",
    "Shim: choosing a model",
    false,
    "switchModel",
  ],
  ["before the first answer", running, session(undefined), "$(loading~spin) Shim", "Shim: starting", false, "switchModel"],
  ["starting", { kind: "starting" }, session(undefined), "$(loading~spin) Shim", "Shim: starting", false, "switchModel"],
  [
    "recovering: what was there stays",
    { kind: "recovering", attempt: 2 },
    session(list("big", bothModels)),
    "$(loading~spin) BIG",
    "Shim: starting",
    false,
    "switchModel",
  ],
  [
    "recovering, and nothing could be used: no alarm before it is known",
    { kind: "recovering", attempt: 1 },
    session(list("auto", none)),
    "$(loading~spin) Auto",
    "Shim: starting",
    false,
    "switchModel",
  ],
  [
    "failed",
    { kind: "failed", failure: { kind: "noServerInside" } },
    session(list("big", bothModels)),
    "$(warning) Shim",
    "Shim: the server is not running",
    true,
    "showOutput",
  ],
  [
    "stopped",
    { kind: "stopped" },
    session(list("big", bothModels)),
    "$(warning) Shim",
    "Shim: the server is stopped",
    true,
    "restartServer",
  ],
])("%s", (_, server, known, text, accessibleLabel, warning, command) => {
  expect(statusItem(server, known)).toEqual({ text, accessibleLabel, warning, command });
});

test.each<[string, readonly (string | undefined)[], number | undefined]>([
  ["nothing ends by time", [undefined], undefined],
  ["the next end counts", ["2026-11-24T13:05:00Z", "2026-11-24T13:00:30Z", undefined], 30_000],
  ["an end that is over does not", ["2026-11-24T12:59:00Z"], undefined],
])("when the item has to look again: %s", (_, ends, expected) => {
  const models = ends.map((until, index) =>
    model(`m${index}`, until === undefined ? {} : { availability: { state: "rateLimited", until } }),
  );

  expect(nextChange(session(list("auto", [auto, ...models])), clock.now)).toBe(expected);
});

test("a name cannot draw an icon, break the line, or take the whole bar", () => {
  const hostile = model("evil", { displayName: `$(error)\n${"long ".repeat(20)}` });

  const { text } = statusItem(running, session(list("evil", [auto, hostile])));

  expect(text).toBe("$(pin) $\u200B(error) long long long long long long …");
});
