import { expect, test } from "vitest";
import { conversationOf } from "../../../../src/features/chat/conversation";
import type { Turn } from "../../../../src/features/chat/turnsView";

const user = (content: string): Turn => ({ role: "user", content });
const turns: Turn[] = [
  { role: "system", content: "be kind" },
  user("hi"),
  { role: "assistant", content: "Hello." },
  user("and?"),
];

test("VS Code's own id wins", () => {
  expect(conversationOf({ _conversationId: "7" }, turns)).toBe("vscode:7");
});

test("else the first thing that the person said names it, for as long as it goes on", () => {
  const id = conversationOf(undefined, turns);

  expect(conversationOf({ _conversationId: 7 }, turns.slice(0, 2))).toBe(id);
  expect(conversationOf(undefined, [user("ho")])).not.toBe(id);
  expect(id).not.toContain("hi");
});

test("nothing said, no conversation", () => {
  expect(conversationOf(undefined, [])).toBeUndefined();
});
