// What `chat` takes and returns.

import type { Decision } from "./decisions.js";
import type { SessionParams } from "./sessions.js";

/** What the conversation is so far: exactly one of the two. */
export type Turn =
  /** Chat messages of a chat-completions, Responses or Messages request. */
  | { readonly messages: readonly object[]; readonly body?: never }
  /** A whole such request. */
  | { readonly body: object; readonly messages?: never };

export type ChatParams = SessionParams &
  Turn & {
    /** The slug of a model, or of Auto; the active one unless stated. */
    readonly model?: string;
    readonly conversationId?: string;
    /** In tokens. */
    readonly maxOutputTokens?: number;
    /** 0 to 2. */
    readonly temperature?: number;
    readonly tools?: readonly object[];
    readonly partialResultToken?: string | number;
  };

/** A piece of a reply: one of the three is set. */
export interface ChatDelta {
  readonly text?: string;
  readonly toolCall?: {
    readonly index: number;
    readonly id?: string;
    readonly name?: string;
    readonly argumentsDelta?: string;
    readonly kind?: "custom";
    readonly namespace?: string;
  };
  readonly reasoning?: { readonly text: string };
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it; plain text if `kind` is set. */
  readonly arguments: string;
  /** What the provider wants back with the call, unchanged. */
  readonly providerData?: object;
  /** The tool takes plain text instead of JSON. */
  readonly kind?: "custom";
  /** Where the tool is from, if the request grouped its tools. */
  readonly namespace?: string;
}

/** Tokens. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens: number;
  /** The provider sent no usage. */
  readonly estimated?: boolean;
}

export interface Attempt {
  readonly slug: string;
  /** The HTTP status, or what happened instead of an answer. */
  readonly status: number | "timeout" | "network";
}

export interface ChatResult {
  readonly decision: Decision;
  /** The model that answered. */
  readonly slug: string;
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly finishReason: string;
  /** What the provider wants back with the turn, unchanged. */
  readonly providerData?: object;
  readonly usage: Usage;
  /** US dollars; absent if prices or usage are not known. */
  readonly cost?: number;
  /** Each model that was called, in order. */
  readonly attempts: readonly Attempt[];
}
