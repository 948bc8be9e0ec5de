import { createHash } from "node:crypto";
import type { Turn } from "./turnsView";

/**
 * The name of a conversation, which keeps it with its model. VS Code's Chat hands its own over, which no document promises. For
 * others it is a hash of the first thing that the person said.
 */
export function conversationOf(
  options: Readonly<Record<string, unknown>> | undefined,
  turns: readonly Turn[],
): string | undefined {
  const id = options?.["_conversationId"];
  if (typeof id === "string" && id !== "") {
    return `vscode:${id}`;
  }

  const first = turns.find(({ role }) => role === "user");
  return first && `vscode:${createHash("sha256").update(JSON.stringify(first.content)).digest("hex").slice(0, 32)}`;
}
