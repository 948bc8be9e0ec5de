import { expect, test } from "vitest";
import { messageTokens, textTokens } from "../../../../src/features/chat/tokens";

/** Texts with what o200k makes of them. */
test.each<[string, string, number]>([
  ["English", "The quick brown fox jumps over the lazy dog while the sun sets slowly behind the distant hills.", 20],
  ["code", "function add(a: number, b: number): number {\n  return a + b;\n}\n", 21],
  ["Chinese", "今天天气很好，我们去公园散步吧。", 11],
  ["Russian", "Быстрая коричневая лиса прыгает через ленивую собаку.", 14],
  ["digits", "1234567890 1234567890", 9],
])("%s is estimated within 40 %", (_, text, tokens) => {
  const estimate = textTokens(text);

  expect(estimate).toBeGreaterThan(tokens * 0.6);
  expect(estimate).toBeLessThan(tokens * 1.4);
});

test("nothing costs nothing, and half a pair does not break it", () => {
  expect([textTokens(""), textTokens("\uDC00")]).toEqual([0, 0]);
});

test("a message has its frame, its calls, its images, and the results of tools", () => {
  const plain = messageTokens([{ kind: "text", text: "hi" }]);

  expect(plain).toBeGreaterThan(textTokens("hi"));
  expect(messageTokens([{ kind: "call", id: "1", name: "read_file", input: { path: "a/b" } }])).toBeGreaterThan(8);
  expect(messageTokens([{ kind: "data", type: "image/png", data: new Uint8Array() }])).toBeGreaterThan(100);
  expect(messageTokens([{ kind: "result", id: "1", parts: [{ kind: "text", text: "hi" }] }])).toBeGreaterThanOrEqual(plain);
});

test("a long text takes no longer than it must", () => {
  const text = "const x = { a: 1, b: [2, 3] };\n".repeat(30_000);
  const started = performance.now();
  textTokens(text);

  expect(performance.now() - started).toBeLessThan(500); // a megabyte: 10 ms on a quiet machine
});
