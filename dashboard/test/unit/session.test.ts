import type { Ledger, LedgerParams } from "shim-lsp-client/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Backend, GatewayGone, type Listener, SignedOut } from "../../src/backend";
import { Session } from "../../src/live/session";
import { Store } from "../../src/live/store";
import { decision, ledgerOf, listOf, statsOf } from "../support/session";

/** A gateway that the test answers for. */
class Scripted implements Backend {
  active = "auto";
  failure: Error | undefined;
  reads = 0;
  readonly listeners: Listener[] = [];

  models = () => this.#answer(() => listOf(this.active));
  status = () => this.#answer(() => statsOf(this.active, []));
  route = () => this.#answer(() => decision("d"));
  switchModel = (slug: string) =>
    this.#answer(() => ({ active: (this.active = slug), previous: "auto", generation: 2, evicted: 0 }));

  feedback = () => this.#answer(() => ({ offset: 0.4, threshold: 0.78 }));
  save = () => Promise.resolve();
  readonly asked: LedgerParams[] = [];
  ledger = (params: LedgerParams): Promise<Ledger> => {
    this.asked.push(params);
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(ledgerOf(params.by ?? "model"));
  };

  listen(listener: Listener): () => void {
    this.listeners.push(listener);
    return () => undefined;
  }

  #answer<T>(make: () => T): Promise<T> {
    this.reads++;
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(make());
  }
}

let backend: Scripted;
let store: Store;
let session: Session;
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  vi.useFakeTimers();
  backend = new Scripted();
  store = new Store(() => undefined);
  session = new Session(backend, store);
  session.start();
  backend.listeners[0]?.opened();
  await settled();
});

afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

test("an_open_stream_is_live_and_reads_everything", () => {
  expect(store.state.connection).toEqual({ kind: "live" });
  expect([store.state.list?.active, store.state.stats?.active]).toEqual(["auto", "auto"]);
});

test("notifications_that_come_together_are_read_once_more_not_each", async () => {
  const before = backend.reads;
  for (let index = 0; index < 20; index++) {
    backend.listeners[0]?.received({ name: "routed", params: { decision: decision(`d-${index}`) } });
  }

  await settled();
  expect(backend.reads - before).toBe(2); // the models and the counts
  expect(store.state.arrivals.size).toBe(20);
});

test("what_changes_while_it_reads_is_read_again", async () => {
  void session.refresh();
  await Promise.resolve();
  backend.active = "opus";
  backend.listeners[0]?.received({ name: "activeModelChanged", params: { active: "opus", previous: "auto", generation: 2 } });

  await settled();
  expect(store.state.list?.active).toBe("opus");
});

test("counts_are_read_every_five_seconds_while_live", async () => {
  const before = backend.reads;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(backend.reads - before).toBe(6);
});

test("a_lost_stream_is_tried_again_at_growing_pauses_of_at_most_fifteen_seconds", async () => {
  backend.failure = new GatewayGone();
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt++) {
    backend.listeners.at(-1)?.lost();
    await settled();
    expect(store.state.connection.kind).toBe("lost");
    const start = Date.now();
    while (backend.listeners.length <= attempt) {
      await vi.advanceTimersByTimeAsync(100);
    }

    pauses.push(Date.now() - start);
  }

  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test("the_time_since_which_it_is_lost_is_that_of_the_first_loss", async () => {
  const since = Date.now();
  backend.failure = new GatewayGone();
  backend.listeners.at(-1)?.lost();
  await vi.advanceTimersByTimeAsync(1_000);
  backend.listeners.at(-1)?.lost();
  await settled();
  expect(store.state.connection).toEqual({ kind: "lost", since });
});

test("a_gateway_that_does_not_know_the_page_any_more_is_not_asked_again", async () => {
  backend.failure = new SignedOut();
  backend.listeners[0]?.lost();
  await settled();
  expect(store.state.connection).toEqual({ kind: "signedOut" });

  const before = backend.reads;
  await vi.advanceTimersByTimeAsync(120_000);
  expect([backend.reads, backend.listeners.length]).toEqual([before, 1]);
});

test("a_request_that_the_gateway_does_not_know_ends_the_trying_too", async () => {
  backend.failure = new GatewayGone();
  backend.listeners[0]?.lost();
  await settled();
  backend.failure = new SignedOut();
  await session.switchTo("opus");
  expect(store.state.connection).toEqual({ kind: "signedOut" });

  await vi.advanceTimersByTimeAsync(120_000);
  expect(backend.listeners.length).toBe(1);
});

test("a_switch_ends_when_the_list_shows_it", async () => {
  const switched = session.switchTo("opus");
  expect(store.state.switching).toBe("opus");
  await switched;
  expect([store.state.switching, store.state.list?.active]).toEqual([undefined, "opus"]);
});

test("a_switch_that_the_gateway_refuses_shows_why", async () => {
  const data = { slug: "opsu", suggestions: ["opus"] };
  backend.failure = Object.assign(new Error("no such model"), { code: 1001, data });
  await session.switchTo("opsu");
  expect(store.state.switchError).toEqual({ kind: "unknownModel", slug: "opsu", suggestions: ["opus"] });
});

test("a_task_that_fails_says_why", async () => {
  backend.failure = Object.assign(new Error("none"), { code: 1002, data: { candidates: [] } });
  await session.tryTask("x");
  expect(store.state.trial).toEqual({ kind: "failed", error: { kind: "noRoutableModel", candidates: [] } });
});

test("a_verdict_shows_what_it_changed_and_reads_the_counts_anew", async () => {
  const before = backend.reads;
  await session.giveVerdict("d", "tooWeak");
  expect(store.state.verdicts.get("d")).toEqual({
    kind: "given",
    verdict: "tooWeak",
    result: { offset: 0.4, threshold: 0.78 },
  });
  expect(backend.reads - before).toBe(3); // the verdict, the models and the counts
});

test("a_verdict_that_is_refused_shows_why", async () => {
  backend.failure = Object.assign(new Error("no such decision"), { code: 1006, data: { decisionId: "d" } });
  await session.giveVerdict("d", "right");
  expect(store.state.verdicts.get("d")).toEqual({ kind: "failed", error: { kind: "unknownDecision" } });
});

test("usage_is_read_when_the_stream_opens_and_every_half_minute", async () => {
  expect(backend.asked).toEqual([{ since: "7d", by: "model" }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(backend.asked).toHaveLength(3);
});

test("a_choice_is_asked_for_and_kept", async () => {
  await session.showUsage({ by: "day" });
  await session.showUsage({ since: "30d" });
  expect(backend.asked.at(-1)).toEqual({ since: "30d", by: "day" });
  expect(store.state.usage).toMatchObject({ since: "30d", by: "day", ledger: { by: "day" } });
});

test("an_answer_to_an_earlier_choice_is_not_shown", async () => {
  const first = session.showUsage({ by: "day" });
  const second = session.showUsage({ by: "tenant" });
  await Promise.all([first, second]);
  expect(store.state.usage).toMatchObject({ by: "tenant", ledger: { by: "tenant" } });
});

test("usage_that_is_refused_shows_why_and_a_gateway_that_is_gone_keeps_the_last", async () => {
  backend.failure = new GatewayGone();
  await session.showUsage();
  expect(store.state.usage).toMatchObject({ ledger: { by: "model" }, error: undefined });

  backend.failure = Object.assign(new Error("since must be a number of days"), { code: -32602 });
  await session.showUsage();
  expect(store.state.usage.ledger).toBeUndefined();
  expect(store.state.usage.error).toBeDefined();
});
