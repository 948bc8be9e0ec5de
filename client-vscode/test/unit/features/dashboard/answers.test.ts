import { expect, test } from "vitest";
import { answering } from "../../../../src/features/dashboard/answers";
import type { ServerState } from "../../../../src/infrastructure/server/state";

type Shim = Parameters<typeof answering>[0];
type Call = readonly unknown[];

interface Around {
  readonly state?: ServerState;
  readonly failure?: Error;
}

const folder = { uri: "file:///work", name: "work" };

/** Asks as the page does, and says which calls reached the server. */
async function check(method: string, params: object, { state = { kind: "running" }, failure }: Around = {}) {
  const calls: Call[] = [];
  const call =
    (name: string) =>
    (...values: readonly unknown[]) => {
      calls.push([name, ...values]);
      return failure === undefined ? Promise.resolve("result") : Promise.reject(failure);
    };
  const client = Object.fromEntries(["request", "switchModel", "route", "feedback"].map((name) => [name, call(name)]));
  const answer = await answering({ server: { state }, client } as unknown as Shim)(folder, { id: 7, method, params });
  return { calls, answer };
}

test.each<[string, object, Call]>([
  ["listModels", {}, ["request", "listModels", { workspaceFolder: folder.uri }]],
  ["status", { workspaceFolder: "file:///other" }, ["request", "status", { workspaceFolder: folder.uri }]],
  ["switchModel", { slug: "opus", workspaceFolder: "file:///other" }, ["switchModel", folder, "opus"]],
  ["route", { task: "Rename n" }, ["route", folder, "Rename n"]],
  ["feedback", { decisionId: "d-1", verdict: "tooWeak" }, ["feedback", folder, "d-1", "tooWeak"]],
  [
    "ledger",
    { since: "7d", by: "day", workspaceFolder: "file:///other" },
    ["request", "ledger", { workspaceFolder: folder.uri, since: "7d", by: "day" }],
  ],
])("%s goes to the server, for the panel's own folder", async (method, params, call) => {
  expect(await check(method, params)).toEqual({ calls: [call], answer: { kind: "answered", id: 7, result: "result" } });
});

test.each<[string, string, object]>([
  ["a method that is not the dashboard's", "setTrust", { trusted: true }],
  ["a name that every object has", "toString", {}],
  ["a slug that is no text", "switchModel", { slug: { evil: 1 } }],
  ["a group that the ledger does not have", "ledger", { since: "7d", by: "key" }],
  ["a time that is no text", "ledger", { since: 7, by: "day" }],
  ["a verdict that nobody can give", "feedback", { decisionId: "d-1", verdict: "reset" }],
])("%s never reaches the server", async (_, method, params) => {
  expect(await check(method, params)).toMatchObject({ calls: [], answer: { kind: "refused", id: 7, code: 0 } });
});

test("the wire's error goes to the page with its code and its data", async () => {
  const failure = Object.assign(new Error("No such model."), { code: 1001, data: { slug: "x", suggestions: [] } });

  expect((await check("switchModel", { slug: "x" }, { failure })).answer).toEqual({
    kind: "refused",
    id: 7,
    code: 1001,
    message: "No such model.",
    data: { slug: "x", suggestions: [] },
  });
});

test.each<[string, Around]>([
  ["a server that starts", { state: { kind: "starting" } }],
  ["a server that failed", { state: { kind: "failed", failure: { kind: "dotnetMissing" } } }],
  ["a connection that was lost before the answer", { failure: Object.assign(new Error("closed"), { code: -32097 }) }],
])("%s gives no answer, and the page is told at once", async (_, around) => {
  expect((await check("status", {}, around)).answer).toEqual({ kind: "unanswered", id: 7 });
});
