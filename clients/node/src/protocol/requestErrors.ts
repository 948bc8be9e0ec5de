import type { Attempt, ToolCall } from "./chat.js";
import { errorCodes } from "./codes.js";
import type { RejectedCandidate } from "./decisions.js";
import type { Problem } from "./models.js";
import type { Budget } from "./stats.js";

/** Which error it is; `Other` for a code that this version does not know. */
export type ErrorKind = keyof typeof errorCodes | "Other";

/** What an error says besides its message, if it says more. */
export interface ErrorData {
  readonly InvalidParams: { readonly path: string };
  readonly UnknownModel: { readonly slug: string; readonly suggestions: readonly string[] };
  readonly NoRoutableModel: {
    readonly candidates: readonly RejectedCandidate[];
    /** The budget that forbids models with a price; absent if none does. */
    readonly budget?: Budget;
  };
  readonly InvalidCatalog: { readonly problems: readonly Problem[] };
  readonly UpstreamFailed: {
    readonly attempts: readonly Attempt[];
    /** What had come before the reply broke off. */
    readonly text?: string;
    readonly toolCalls?: readonly ToolCall[];
  };
  readonly UnknownWorkspace: { readonly workspaceFolder: string };
  readonly UnknownDecision: { readonly decisionId: string };
  readonly EndpointFailed: { readonly status: number | "timeout" | "network" };
}

/** The server's answer if it did not do what it was asked for. Use `kind` and `data`: messages may change. */
export class RequestError<Kind extends ErrorKind = ErrorKind> extends Error {
  override readonly name = "RequestError";

  constructor(
    readonly kind: Kind,
    readonly code: number,
    message: string,
    readonly data: Kind extends keyof ErrorData ? ErrorData[Kind] : unknown,
  ) {
    super(message);
  }
}

/** Any of them, as a union: its `kind` tells what `data` is. */
export type AnyRequestError = { [Kind in ErrorKind]: RequestError<Kind> }[ErrorKind];

/** Whether it is an error that the server answered; with `kind`, whether it is that one. */
export function isRequestError<Kind extends ErrorKind = ErrorKind>(
  error: unknown,
  kind?: Kind,
): error is Extract<AnyRequestError, { readonly kind: Kind }> {
  return error instanceof RequestError && (kind === undefined || error.kind === kind);
}

const kinds = new Map<number, ErrorKind>(Object.entries(errorCodes).map(([kind, code]) => [code, kind as ErrorKind]));

export function requestError({ code, message, data }: { code: number; message: string; data?: unknown }): RequestError {
  return new RequestError(kinds.get(code) ?? "Other", code, message, data);
}
