import {
  type CancellationToken,
  EventEmitter,
  type LanguageModelChatProvider,
  type LanguageModelChatRequestMessage,
  LanguageModelChatToolMode,
  type LanguageModelResponsePart,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
  type PrepareLanguageModelChatModelOptions,
  type Progress,
  type ProvideLanguageModelChatResponseOptions,
} from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import { toShimError } from "../../infrastructure/protocol/errors";
import type { ChatResult, ModelList, ToolCall } from "../../infrastructure/protocol/types";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { isAvailable } from "../../infrastructure/wording/availability";
import { conversationOf } from "./conversation";
import type { Listing } from "./listing";
import { type ChatModel, chatModels, effortOption } from "./modelsView";
import { Recall } from "./recall";
import { dataOf, thinkingEnd, thinkingPart, usagePart } from "./runtime";
import { imageTokens, messageTokens, textTokens } from "./tokens";
import { told } from "./toldView";
import { type Turn, turnsOf } from "./turns";

/** Gives VS Code's Chat, and every extension that asks for a model, the models of this window. */
export class ChatProvider implements LanguageModelChatProvider<ChatModel> {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  private readonly recall = new Recall();
  private shown = "";

  readonly onDidChangeLanguageModelChatInformation = this.changed.event;

  constructor(
    private readonly shim: Shim,
    private readonly listing: Listing,
  ) {
    const { sessions, folder } = shim;
    const look = () => {
      const { list } = sessions.of(folder.current);
      const now = list ? JSON.stringify(chatModels(list, { now: new Date() })) : "";
      if (now !== this.shown) {
        this.shown = now;
        this.changed.fire();
      }
    };
    this.owned.add(sessions.onDidChange(look));
    this.owned.add(folder.onDidChange(look));
    this.owned.add(listing.onDidChange(() => this.changed.fire()));
  }

  async provideLanguageModelChatInformation({
    configuration,
  }: PrepareLanguageModelChatModelOptions & { readonly configuration?: object }): Promise<ChatModel[]> {
    if (!this.listing.lists(configuration !== undefined)) {
      return [];
    }

    const list = await this.shim.client.list(this.shim.folder.current);
    return list ? shownOf(configuration, list) : [];
  }

  async provideLanguageModelChatResponse(
    model: ChatModel,
    messages: readonly LanguageModelChatRequestMessage[],
    options: ProvideLanguageModelChatResponseOptions & { readonly modelConfiguration?: Readonly<Record<string, unknown>> },
    progress: Progress<LanguageModelResponsePart>,
    cancellation: CancellationToken,
  ): Promise<void> {
    const { client, sessions, folder } = this.shim;
    const current = folder.current;
    const turns = turnsOf(messages, this.recall);
    const conversationId = conversationOf(options.modelOptions, turns);
    let thinking = false;
    const report = (part: LanguageModelResponsePart | undefined) => {
      if (part) {
        progress.report(part);
      }
    };
    const endThinking = () => {
      if (thinking) {
        thinking = false;
        report(thinkingEnd());
      }
    };
    try {
      const result = await client.chat(
        current,
        { model: model.id, ...(conversationId !== undefined && { conversationId }), body: bodyOf(turns, options) },
        ({ text, reasoning }) => {
          if (reasoning) {
            thinking = true;
            report(thinkingPart(reasoning.text, "shim-thoughts"));
          } else if (text !== undefined) {
            endThinking();
            report(new LanguageModelTextPart(text));
          }
        },
        cancellation,
      );
      endThinking();
      this.recall.keep(result.providerData, result.toolCalls ?? []);
      result.toolCalls?.forEach((call) => report(new LanguageModelToolCallPart(call.id, call.name, argumentsOf(call))));
      report(usagePart(usageOf(result)));
      if (turns.at(-1)?.role !== "tool") {
        const { heading, text } = told(result, sessions.of(current).list);
        report(thinkingPart(`**${heading}**\n\n${text}`, "shim-told"));
        report(thinkingEnd());
      }
    } catch (error) {
      const refusal = toShimError(error);
      if (refusal.kind !== "cancelled") {
        throw plain(errorText(refusal, sessions.of(current).list));
      }
    }
  }

  provideTokenCount(_: ChatModel, text: string | LanguageModelChatRequestMessage): Promise<number> {
    return Promise.resolve(typeof text === "string" ? textTokens(text) : messageTokens + partTokens(text.content));
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** A group may show only some of the models. */
function shownOf(configuration: object | undefined, list: ModelList): ChatModel[] {
  const show = configuration && "show" in configuration ? configuration.show : "all";
  const usable = list.models.filter((model) => model.kind === "auto" || (show !== "auto" && isAvailable(model)));
  return chatModels(show === "auto" || show === "available" ? { ...list, models: usable } : list, { now: new Date() });
}

function partTokens(parts: readonly unknown[]): number {
  let tokens = 0;
  for (const part of parts) {
    if (part instanceof LanguageModelTextPart) {
      tokens += textTokens(part.value);
    } else if (part instanceof LanguageModelToolCallPart) {
      tokens += textTokens(part.name) + textTokens(JSON.stringify(part.input));
    } else if (part instanceof LanguageModelToolResultPart) {
      tokens += partTokens(part.content);
    } else if (dataOf(part)?.mimeType.startsWith("image/")) {
      tokens += imageTokens;
    }
  }

  return tokens;
}

function bodyOf(
  turns: readonly Turn[],
  {
    tools = [],
    toolMode,
    modelOptions,
    modelConfiguration,
  }: ProvideLanguageModelChatResponseOptions & { readonly modelConfiguration?: Readonly<Record<string, unknown>> },
): object {
  const effort = modelConfiguration?.[effortOption];
  const number = (name: string) => (typeof modelOptions?.[name] === "number" ? { [name]: modelOptions[name] } : {});
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
    ...number("temperature"),
    ...number("top_p"),
    ...number("max_tokens"),
  };
}

/** Arguments that are not an object reach the tool as text, so that its own check can say what is wrong. */
function argumentsOf({ arguments: given }: ToolCall): object {
  try {
    const value: unknown = JSON.parse(given);
    return typeof value === "object" && value !== null ? value : { arguments: value };
  } catch {
    return { arguments: given };
  }
}

function usageOf({ usage }: ChatResult): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
  };
}

/** VS Code prints the stack of an error into the conversation. A person needs only the line. */
function plain(text: string): Error {
  const error = new Error(text);
  error.stack = "";
  return error;
}
