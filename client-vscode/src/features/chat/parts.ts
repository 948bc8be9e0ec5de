import {
  LanguageModelChatMessageRole,
  type LanguageModelChatRequestMessage,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
} from "vscode";
import { dataOf } from "./runtime";

/** A part of a message, as a value. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "data"; readonly type: string; readonly data: Uint8Array }
  | { readonly kind: "call"; readonly id: string; readonly name: string; readonly input: object }
  | { readonly kind: "result"; readonly id: string; readonly parts: readonly Part[] };

export interface Message {
  readonly speaker: "system" | "user" | "assistant";
  readonly parts: readonly Part[];
}

const speakers = new Map<LanguageModelChatMessageRole, Message["speaker"]>([
  [LanguageModelChatMessageRole.User, "user"],
  [LanguageModelChatMessageRole.Assistant, "assistant"],
]);

/** A message of VS Code as a value. The API has no system role yet, but Chat uses one. */
export function messageOf({ role, content }: LanguageModelChatRequestMessage): Message {
  return { speaker: speakers.get(role) ?? "system", parts: partsOf(content) };
}

/** Thoughts are left out: what a provider wants back is remembered here, and ours are for the person. */
function partsOf(content: readonly unknown[]): Part[] {
  return content.flatMap((part): Part[] => {
    if (part instanceof LanguageModelTextPart) {
      return part.value === "" ? [] : [{ kind: "text", text: part.value }];
    }

    if (part instanceof LanguageModelToolCallPart) {
      return [{ kind: "call", id: part.callId, name: part.name, input: part.input }];
    }

    if (part instanceof LanguageModelToolResultPart) {
      return [{ kind: "result", id: part.callId, parts: partsOf(part.content) }];
    }

    const data = dataOf(part);
    return data ? [{ kind: "data", type: data.mimeType.toLowerCase(), data: data.data }] : [];
  });
}
