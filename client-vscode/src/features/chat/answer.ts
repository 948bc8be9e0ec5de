import type { ChatDelta, ChatResult, ToolCall } from "shim-lsp-client/protocol";
import { type LanguageModelResponsePart, LanguageModelTextPart, LanguageModelToolCallPart, type Progress } from "vscode";
import { thinkingEnd, thinkingPart, usagePart } from "./runtime";
import type { Told } from "./toldView";

/** Writes an answer into Chat, part by part. */
export class Answer {
  private thinking = false;

  constructor(private readonly progress: Progress<LanguageModelResponsePart>) {}

  piece({ text, reasoning }: ChatDelta): void {
    if (reasoning) {
      this.thinking = true;
      this.report(thinkingPart(reasoning.text, "shim-thoughts"));
    } else if (text !== undefined) {
      this.endThinking();
      this.report(new LanguageModelTextPart(text));
    }
  }

  /** Calls come whole: VS Code takes their arguments as a value. */
  end({ toolCalls = [], usage }: ChatResult, told: Told | undefined): void {
    this.endThinking();
    if (told) {
      this.thinking = true;
      this.report(thinkingPart(`**${told.heading}**\n\n${told.lines.map((line) => `- ${line}`).join("\n")}`, "shim-told"));
      this.endThinking();
    }

    toolCalls.forEach((call) => this.report(new LanguageModelToolCallPart(call.id, call.name, inputOf(call))));
    this.report(
      usagePart({
        prompt_tokens: usage.inputTokens,
        completion_tokens: usage.outputTokens,
        total_tokens: usage.inputTokens + usage.outputTokens,
        prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
      }),
    );
  }

  private endThinking(): void {
    if (this.thinking) {
      this.thinking = false;
      this.report(thinkingEnd());
    }
  }

  private report(part: LanguageModelResponsePart | undefined): void {
    if (part) {
      this.progress.report(part);
    }
  }
}

/** Arguments that are not an object reach the tool as text, so that its own check can say what is wrong. */
function inputOf({ arguments: given }: ToolCall): object {
  try {
    const value: unknown = JSON.parse(given);
    return typeof value === "object" && value !== null ? value : { arguments: value };
  } catch {
    return { arguments: given };
  }
}
