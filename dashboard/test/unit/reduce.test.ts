import type { FeedbackResult } from "shim-lsp-client/protocol";
import { expect, test } from "vitest";
import { type Action, reduce } from "../../src/live/reduce";
import { initialState, type State } from "../../src/live/state";
import { decision, listOf, statsOf } from "../support/session";

const after = (...actions: readonly Action[]): State => actions.reduce(reduce, initialState);
const live: Action = { kind: "connection", connection: { kind: "live" } };
const lost: Action = { kind: "connection", connection: { kind: "lost", since: 0 } };
const listed = (active: string): Action => ({ kind: "listed", list: listOf(active) });

test.each<[string, readonly Action[], string]>([
  ["nothing_is_said_when_the_page_opens", [live, listed("auto")], ""],
  ["another_active_model_is_said", [live, listed("auto"), listed("opus")], "Active model: Claude Opus 5.5"],
  ["the_same_list_again_says_nothing_new", [live, listed("auto"), listed("auto")], ""],
  ["a_gateway_that_goes_is_said", [live, lost], "The gateway does not answer."],
  ["a_gateway_that_never_answered_says_nothing", [lost], ""],
  ["a_gateway_that_comes_back_is_said", [live, lost, live], "The gateway is back."],
  ["a_routed_task_says_nothing", [live, { kind: "routed", decision: decision("d"), at: 0 }], ""],
  [
    "where_a_tried_task_goes_is_said",
    [listed("auto"), { kind: "trialDecided", decision: decision("d") }],
    "The task goes to Qwen3 Coder 30B",
  ],
])("%s", (_, actions, announcement) => {
  expect(after(...actions).announcement).toBe(announcement);
});

test("a_page_that_stays_open_for_days_keeps_the_newest_times_and_changes", () => {
  const at = Array.from({ length: 1_000 }, (_, index) => index);
  const state = after(
    ...at.map((at): Action => ({ kind: "routed", decision: decision(`d-${at}`), at })),
    ...at.map((at): Action => ({ kind: "healthChanged", slug: "opus", availability: { state: "failing" }, at })),
  );

  expect([state.arrivals.size, state.timings.length]).toEqual([200, 200]);
  expect(state.arrivals.get("d-999")).toBe(999);
  expect(state.changes.length).toBe(50);
  expect(state.changes[0]?.at).toBe(999);
});

test("a_switch_that_failed_can_be_tried_again_and_its_error_goes_then", () => {
  const failed = after({ kind: "switching", slug: "opus" }, { kind: "switchFailed", error: { kind: "cancelled" } });
  expect([failed.switching, failed.switchError]).toEqual([undefined, { kind: "cancelled" }]);

  const again = reduce(failed, { kind: "switching", slug: "opus" });
  expect([again.switching, again.switchError]).toEqual(["opus", undefined]);
});

test("each_count_is_a_sample_and_tells_what_emptied_the_cache_since", () => {
  const state = after(
    { kind: "counted", stats: statsOf("auto", [], 1, 3), at: 10 },
    { kind: "counted", stats: { ...statsOf("auto", [], 2, 5), invalidations: { manual: 1 } }, at: 20 },
  );
  expect(state.samples).toEqual([
    { at: 10, spent: 1, baseline: 3, requests: 8, hits: 3 },
    { at: 20, spent: 2, baseline: 5, requests: 8, hits: 3 },
  ]);
  expect(state.invalidations).toEqual([{ at: 20, cause: "manual" }]);
});

const given = (id: string, more: Partial<FeedbackResult> = {}): Action => ({
  kind: "verdict",
  decisionId: id,
  given: { kind: "given", verdict: "tooWeak", result: { offset: 0.4, threshold: 0.78, ...more } },
});

test.each<[string, Action, string]>([
  ["what_a_verdict_changed_is_said", given("d"), "stronger models get more tasks: the threshold is 0.78"],
  ["why_a_verdict_changed_nothing_is_said", given("d", { unmoved: "strongest" }), "No candidate scored higher"],
  [
    "a_verdict_that_came_too_late_is_said",
    { kind: "verdict", decisionId: "d", given: { kind: "failed", error: { kind: "unknownDecision" } } },
    "too old for a verdict",
  ],
])("%s", (_, action, announcement) => {
  expect(after(live, action).announcement).toContain(announcement);
});

test("a_second_verdict_on_a_decision_replaces_the_first", () => {
  const state = after(given("d"), given("d", { offset: 0.8 }));
  expect([...state.verdicts]).toEqual([["d", { kind: "given", verdict: "tooWeak", result: { offset: 0.8, threshold: 0.78 } }]]);
});

test("a_decision_is_timed_when_it_arrives", () => {
  expect(after({ kind: "routed", decision: decision("d"), at: 5 }).timings).toEqual([{ at: 5, milliseconds: 1.815 }]);
});
