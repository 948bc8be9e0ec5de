import {
  LanguageModelChatMessageRole,
  type LanguageModelChatRequestMessage,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
} from "vscode";
import type { Recall } from "./recall";
import { dataOf } from "./runtime";

type Content = { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } } | FileContent;

interface FileContent {
  readonly type: "file";
  readonly file: { readonly filename: string; readonly file_data: string };
}

export interface Turn {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content?: string | readonly Content[];
  readonly tool_calls?: readonly object[];
  readonly tool_call_id?: string;
  readonly providerData?: object;
}

/** The conversation as a chat-completions request has it. Thoughts stay here: what a provider wants back comes from `recall`. */
export function turnsOf(messages: readonly LanguageModelChatRequestMessage[], recall: Recall): Turn[] {
  return messages.flatMap((message) =>
    message.role === LanguageModelChatMessageRole.Assistant ? answered(message, recall) : asked(message),
  );
}

/** A user's message: the results of tools, each a turn of its own, then the rest. */
function asked({ role, content }: LanguageModelChatRequestMessage): Turn[] {
  const results = content
    .filter((part) => part instanceof LanguageModelToolResultPart)
    .map((part): Turn => ({ role: "tool", tool_call_id: part.callId, content: contents(part.content) }));
  const rest = contents(content);
  const speaker = role === LanguageModelChatMessageRole.User ? "user" : "system"; // the third role is not in the API yet
  return [...results, ...(rest.length > 0 ? [{ role: speaker, content: rest } as const] : [])];
}

function answered({ content }: LanguageModelChatRequestMessage, recall: Recall): Turn[] {
  const text = content.filter((part) => part instanceof LanguageModelTextPart).map(({ value }) => value);
  const calls = content
    .filter((part) => part instanceof LanguageModelToolCallPart)
    .map(({ callId, name, input }) => ({ id: callId, name, arguments: JSON.stringify(input) }));
  const kept = recall.of(calls);
  if (text.length === 0 && calls.length === 0) {
    return [];
  }

  return [
    {
      role: "assistant",
      ...(text.length > 0 && { content: text.join("") }),
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ id, name, arguments: given }, index) => ({
          id,
          type: "function",
          function: { name, arguments: given },
          ...(kept?.calls[index] && { providerData: kept.calls[index] }),
        })),
      }),
      ...(kept?.turn && { providerData: kept.turn }),
    },
  ];
}

function contents(parts: readonly unknown[]): Content[] {
  return parts.flatMap((part): Content[] => {
    if (part instanceof LanguageModelTextPart) {
      return part.value === "" ? [] : [{ type: "text", text: part.value }];
    }

    const data = dataOf(part);
    return data ? media(data.mimeType.toLowerCase(), data.data) : [];
  });
}

/** Other data, such as marks that say what to cache, is between the editor and its own models. */
function media(type: string, data: Uint8Array): Content[] {
  const url = () => `data:${type};base64,${Buffer.from(data).toString("base64")}`;
  if (type.startsWith("image/")) {
    return [{ type: "image_url", image_url: { url: url() } }];
  }

  if (type === "application/pdf") {
    return [{ type: "file", file: { filename: "document.pdf", file_data: url() } }];
  }

  return type.startsWith("text/") || /[/+]json$/.test(type) ? [{ type: "text", text: Buffer.from(data).toString("utf8") }] : [];
}
