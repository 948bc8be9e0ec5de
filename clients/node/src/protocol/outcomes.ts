// What `reportOutcome` takes and returns: for a client that calls models itself.

import type { Availability } from "./models.js";
import type { SessionParams } from "./sessions.js";

/** How a call ended: with an HTTP status, or without an answer. */
export type ReportOutcomeParams = SessionParams & {
  /** The model that was called. */
  readonly slug: string;
  /** The decision that led to the call. */
  readonly decisionId?: string;
  /** How long a 429 or 503 asked the client to wait. */
  readonly retryAfterSeconds?: number;
  /** The header `Retry-After` as it came. */
  readonly retryAfter?: string;
} & ({ readonly status: number } | { readonly error: "timeout" | "network" });

export interface ReportOutcomeResult {
  readonly availability: Availability;
}
