import { errorCodes } from "./codes.js";
import type { Candidate } from "./decisions.js";
import type { Problem } from "./models.js";

/** What vscode-jsonrpc rejects a request with whose connection was lost before its answer. */
const pendingResponseRejected = -32097;

/** What a request came to instead of a result, for a view: what a person can do something about. */
export type ShimError =
  | { readonly kind: "unknownModel"; readonly slug: string; readonly suggestions: readonly string[] }
  | { readonly kind: "noRoutableModel"; readonly candidates: readonly Candidate[] }
  | { readonly kind: "invalidCatalog"; readonly problems: readonly Problem[] }
  /** A verdict came too late: the models or the threshold changed, or 256 newer decisions were made. */
  | { readonly kind: "unknownDecision" }
  /** Every model that was called failed. The message names each, with what to do. */
  | { readonly kind: "upstreamFailed"; readonly message: string }
  /** An endpoint gave no usable answer; the message says why and what to do. */
  | { readonly kind: "endpointFailed"; readonly status: unknown; readonly message: string }
  | { readonly kind: "cancelled" }
  /** The server is of another version and has no such method. */
  | { readonly kind: "unsupported" }
  | { readonly kind: "serverNotRunning" }
  | { readonly kind: "other"; readonly message: string };

/** Thrown by a request while no server runs. */
export class ServerNotRunning extends Error {
  constructor(message = "The server is not running.", options?: ErrorOptions) {
    super(message, options);
  }
}

/** Reads whatever a request was rejected with. */
export function toShimError(error: unknown): ShimError {
  if (error instanceof ServerNotRunning) {
    return { kind: "serverNotRunning" };
  }

  const { code, data, message } = record(error);
  switch (code) {
    case pendingResponseRejected:
      return { kind: "serverNotRunning" };
    case errorCodes.RequestCancelled:
      return { kind: "cancelled" };
    case errorCodes.MethodNotFound:
      return { kind: "unsupported" };
    case errorCodes.UnknownModel:
      return { kind: "unknownModel", slug: text(record(data)["slug"]), suggestions: list(data, "suggestions").map(text) };
    case errorCodes.NoRoutableModel:
      return { kind: "noRoutableModel", candidates: list(data, "candidates") as readonly Candidate[] };
    case errorCodes.InvalidCatalog:
      return { kind: "invalidCatalog", problems: list(data, "problems") as readonly Problem[] };
    case errorCodes.UnknownDecision:
      return { kind: "unknownDecision" };
    case errorCodes.UpstreamFailed:
      return { kind: "upstreamFailed", message: text(message) };
    case errorCodes.EndpointFailed:
      return { kind: "endpointFailed", status: record(data)["status"], message: text(message) };
    default:
      return { kind: "other", message: typeof message === "string" ? message : String(error) };
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(data: unknown, field: string): readonly unknown[] {
  const value = record(data)[field];
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
