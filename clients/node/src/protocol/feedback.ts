// What a person says about decisions.

import type { SessionParams } from "./sessions.js";

/** What a person says about a decision. */
export type Verdict = "tooWeak" | "tooStrong" | "right";

/** A verdict on a decision; or `reset` alone, which takes every verdict of the session back. */
export type FeedbackParams = SessionParams &
  ({ readonly decisionId: string; readonly verdict: Verdict } | { readonly reset: true });

export interface FeedbackResult {
  /** How far feedback has moved the threshold, in log-odds, from -1.6 to 1.6. */
  readonly offset: number;
  /** The threshold in force from now on. */
  readonly threshold: number;
  /** Why this verdict did not move it; absent if it did, or if nothing had to move. */
  readonly unmoved?: "noThreshold" | "strongest" | "cheapest" | "bound";
}
