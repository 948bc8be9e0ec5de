import { LanguageModelChatToolMode, type ProvideLanguageModelChatResponseOptions } from "vscode";
import { effortOption } from "./modelsView";
import type { Turn } from "./turnsView";

/** The options of a request. The API only proposes the last two, but VS Code sets them. */
export interface ChatOptions extends ProvideLanguageModelChatResponseOptions {
  /** What the person chose for the model in VS Code's picker, such as its effort. */
  readonly modelConfiguration?: Readonly<Record<string, unknown>>;
  /** The extension that asks, or `core`. */
  readonly requestInitiator?: string;
}

/** The turns as a whole chat-completions request. */
export function bodyOf(turns: readonly Turn[], { tools = [], toolMode, modelOptions, modelConfiguration }: ChatOptions): object {
  const effort = modelConfiguration?.[effortOption];
  return {
    messages: turns,
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        function: { name, description, parameters: inputSchema ?? { type: "object", properties: {} } },
      })),
      ...(toolMode === LanguageModelChatToolMode.Required && { tool_choice: "required" }),
    }),
    ...(typeof effort === "string" && effort !== "default" && { reasoning_effort: effort }),
    ...Object.fromEntries(
      ["temperature", "top_p", "max_tokens"].flatMap((name) => {
        const value: unknown = modelOptions?.[name];
        return typeof value === "number" ? [[name, value]] : [];
      }),
    ),
  };
}

/** Whether a person sees the answer in Chat. Other extensions get the answer alone. */
export function isChat({ requestInitiator }: ChatOptions): boolean {
  return requestInitiator === undefined || /^(core|github\.copilot(-chat)?)$/i.test(requestInitiator);
}
