import { expect, test } from "vitest";
import type { Message, Part } from "../../../../src/features/chat/parts";
import { Recall } from "../../../../src/features/chat/recall";
import { turnsOf } from "../../../../src/features/chat/turnsView";

const text = (value: string): Part => ({ kind: "text", text: value });
const data = (type: string, ...bytes: number[]): Part => ({ kind: "data", type, data: Uint8Array.from(bytes) });
const call = (id: string, input: object = {}): Part => ({ kind: "call", id, name: "read", input });
const result = (id: string, ...parts: Part[]): Part => ({ kind: "result", id, parts });
const user = (...parts: Part[]): Message => ({ speaker: "user", parts });
const assistant = (...parts: Part[]): Message => ({ speaker: "assistant", parts });
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AQI=" } };
const asked = { id: "c1", type: "function", function: { name: "read", arguments: '{"path":"a"}' } };

test.each<[string, Message[], object[]]>([
  ["a text", [user(text("hi"))], [{ role: "user", content: [{ type: "text", text: "hi" }] }]],
  [
    "a system message",
    [{ speaker: "system", parts: [text("be kind")] }],
    [{ role: "system", content: [{ type: "text", text: "be kind" }] }],
  ],
  ["an image", [user(text("see"), data("image/png", 1, 2))], [{ role: "user", content: [{ type: "text", text: "see" }, image] }]],
  ["a file of text", [user(data("text/plain", 104, 105))], [{ role: "user", content: [{ type: "text", text: "hi" }] }]],
  ["a mark that is no content", [user(data("cache_control", 1))], []],
  [
    "a call",
    [assistant(text("Let me look."), call("c1", { path: "a" }))],
    [{ role: "assistant", content: "Let me look.", tool_calls: [asked] }],
  ],
  ["a call alone", [assistant(call("c1", { path: "a" }))], [{ role: "assistant", tool_calls: [asked] }]],
  ["a turn of which only thoughts were left out", [assistant()], []],
  [
    "results, each a turn, before what the person says",
    [user(text("go on"), result("c1", text("1")), result("c2", text("2")))],
    [
      { role: "tool", tool_call_id: "c1", content: [{ type: "text", text: "1" }] },
      { role: "tool", tool_call_id: "c2", content: [{ type: "text", text: "2" }] },
      { role: "user", content: [{ type: "text", text: "go on" }] },
    ],
  ],
  [
    "an image in a result",
    [user(result("c1", data("image/png", 1, 2)))],
    [{ role: "tool", tool_call_id: "c1", content: [image] }],
  ],
])("the request has %s", (_, messages, turns) => {
  expect(turnsOf(messages, new Recall())).toEqual(turns);
});

test("what a provider wants back comes back with its turn, and with no other", () => {
  const recall = new Recall();
  recall.keep({ signed: "thought" }, [
    { id: "c1", name: "read", arguments: '{ "path": "a" }', providerData: { signature: "s" } },
    { id: "c2", name: "read", arguments: "{}" },
  ]);

  const [kept] = turnsOf([assistant(call("c1", { path: "a" }), call("c2"))], recall);
  const [other] = turnsOf([assistant(call("c1", { path: "b" }))], recall);

  expect(kept).toMatchObject({ providerData: { signed: "thought" }, tool_calls: [{ providerData: { signature: "s" } }, {}] });
  expect(JSON.stringify(other)).not.toContain("providerData");
});

test("only the latest turns are remembered", () => {
  const recall = new Recall(2);
  for (const id of ["c1", "c2", "c3"]) {
    recall.keep({ id }, [{ id, name: "read", arguments: "{}" }]);
  }

  const known = ["c1", "c2", "c3"].map((id) => recall.of([{ id, name: "read", arguments: "{}" }])?.turn);
  expect(known).toEqual([undefined, { id: "c2" }, { id: "c3" }]);
});
