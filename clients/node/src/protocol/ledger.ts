// What the recorded calls of a workspace took.
import type { SessionParams } from "./sessions.js";

export type LedgerGroup = "day" | "model" | "workspace" | "tenant";

export interface LedgerParams extends SessionParams {
  /** The first day, as `2026-11-01`, or a number of days up to today, such as `7d`. Without it, 30 days. */
  readonly since?: string;
  /** What each row is of. Without it, a model. */
  readonly by?: LedgerGroup;
}

export interface LedgerSum {
  /** Calls to models, failed ones and those of the classifier among them. */
  readonly calls: number;
  readonly failed: number;
  /** Those that the client gave up. */
  readonly cancelled: number;
  /** Answered calls without a known cost; `cost` lacks them. */
  readonly unpriced: number;
  /** Input tokens, cached ones among them. */
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
  /** In US dollars. */
  readonly cost: number;
  /** What the strongest candidates would have cost more, minus what the classifier cost. */
  readonly saved: number;
  /** The median time of an answered call; absent if none was answered. */
  readonly medianMs?: number;
}

export interface LedgerRow extends LedgerSum {
  /** The day, the model's slug, the folder (empty for none), or the tenant. */
  readonly key: string;
}

export interface Ledger {
  /** The first day. */
  readonly since: string;
  readonly by: LedgerGroup;
  readonly rows: readonly LedgerRow[];
  readonly total: LedgerSum;
  /** Why the record cannot be read; then nothing is summed. */
  readonly problem?: string;
}
