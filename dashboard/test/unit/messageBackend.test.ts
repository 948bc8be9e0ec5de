import type { HostMessage, PageMessage } from "#extension/features/dashboard/messages";
import { beforeEach, expect, test } from "vitest";
import { GatewayGone } from "../../src/backend";
import { MessageBackend } from "../../src/messageBackend";
import { decision } from "../support/session";

let sent: PageMessage[];
let told: string[];
let hear: (message: HostMessage) => void;
let backend: MessageBackend;

const listener = {
  opened: () => told.push("opened"),
  lost: () => told.push("lost"),
  received: ({ name }: { name: string }) => told.push(name),
};

beforeEach(() => {
  sent = [];
  told = [];
  backend = new MessageBackend({
    post: (message) => sent.push(message),
    receive: (heard) => {
      hear = heard;
    },
  });
});

test("answers_reach_their_own_question_in_any_order", async () => {
  const [list, stats] = [backend.models(), backend.status()];
  hear({ kind: "answered", id: 2, result: "stats" });
  hear({ kind: "answered", id: 1, result: "list" });

  expect(await Promise.all([list, stats])).toEqual(["list", "stats"]);
  expect(sent.map((message) => (message.kind === "ask" ? [message.id, message.method] : []))).toEqual([
    [1, "listModels"],
    [2, "status"],
  ]);
});

test("a_refusal_has_the_wires_code_and_data", async () => {
  const switched = backend.switchModel("x");
  hear({ kind: "refused", id: 1, code: 1001, message: "No such model.", data: { slug: "x" } });

  await expect(switched).rejects.toMatchObject({ code: 1001, message: "No such model.", data: { slug: "x" } });
});

test("a_server_that_does_not_run_is_gone", async () => {
  const asked = backend.feedback("d", "right");
  hear({ kind: "unanswered", id: 1 });

  await expect(asked).rejects.toThrow(GatewayGone);
});

test.each<[string, readonly boolean[], readonly string[]]>([
  ["a_server_that_runs_opens", [true], ["opened"]],
  ["a_server_that_ends_is_lost_once", [true, false, false], ["opened", "lost"]],
  ["a_server_that_comes_back_opens_again", [true, false, true], ["opened", "lost", "opened"]],
  ["a_page_that_opens_before_its_server_is_told", [false, false, true], ["lost", "opened"]],
])("%s", (_, states, heard) => {
  backend.listen(listener);
  states.forEach((running) => hear({ kind: "server", running }));

  expect([sent, told]).toEqual([[{ kind: "listen" }], heard]);
});

test("a_page_that_listens_no_more_hears_nothing", () => {
  const stop = backend.listen(listener);
  hear({ kind: "notified", notification: { name: "routed", params: { decision: decision("d") } } });
  stop();
  hear({ kind: "server", running: false });

  expect(told).toEqual(["routed"]);
});

test("a_file_goes_to_the_extension", async () => {
  await backend.save({ name: "shim.csv", type: "text/csv", text: "time" });

  expect(sent).toEqual([{ kind: "save", file: { name: "shim.csv", text: "time" } }]);
});

test("the_record_of_calls_is_asked_for_by_its_method", () => {
  void backend.ledger({ since: "7d", by: "day" });

  expect(sent).toEqual([{ kind: "ask", id: 1, method: "ledger", params: { since: "7d", by: "day" } }]);
});
