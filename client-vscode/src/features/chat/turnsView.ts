import type { Message, Part } from "./parts";
import type { Recall } from "./recall";

type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } }
  | { readonly type: "file"; readonly file: { readonly filename: string; readonly file_data: string } };

/** A message of a chat-completions request. */
export interface Turn {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content?: string | readonly Content[];
  readonly tool_calls?: readonly object[];
  readonly tool_call_id?: string;
  readonly providerData?: object;
}

/** The conversation as a chat-completions request has it, with what providers want back from `recall`. */
export function turnsOf(messages: readonly Message[], recall: Recall): Turn[] {
  return messages.flatMap((message) => (message.speaker === "assistant" ? answered(message.parts, recall) : asked(message)));
}

/** A user's message: the results of tools, each a turn of its own, then the rest. */
function asked({ speaker, parts }: Message): Turn[] {
  const results = parts
    .filter((part) => part.kind === "result")
    .map((part): Turn => ({ role: "tool", tool_call_id: part.id, content: contents(part.parts) }));
  const rest = contents(parts);
  return [...results, ...(rest.length > 0 ? [{ role: speaker, content: rest }] : [])];
}

function answered(parts: readonly Part[], recall: Recall): Turn[] {
  const text = parts.filter((part) => part.kind === "text").map((part) => part.text);
  const calls = parts
    .filter((part) => part.kind === "call")
    .map(({ id, name, input }) => ({ id, name, arguments: JSON.stringify(input) }));
  if (text.length === 0 && calls.length === 0) {
    return [];
  }

  const kept = recall.of(calls);
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

function contents(parts: readonly Part[]): Content[] {
  return parts.flatMap((part): Content[] => {
    switch (part.kind) {
      case "text":
        return [{ type: "text", text: part.text }];
      case "data":
        return media(part.type, part.data);
      case "call":
      case "result":
        return [];
    }
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
