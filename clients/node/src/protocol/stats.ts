// What `status` returns.

import type { Decision } from "./decisions.js";

/** What the configured classifier did. */
export interface Classifier {
  readonly calls: number;
  readonly failures: number;
  readonly timeouts: number;
  readonly queueRejected: number;
  /** Milliseconds, of the latest calls. */
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

/** What people said about decisions since the session opened or was reset. */
export interface Feedback {
  /** How far it has moved the threshold, in log-odds, from -1.6 to 1.6. */
  readonly offset: number;
  /** The threshold in force. */
  readonly threshold: number;
  readonly tooWeak: number;
  readonly tooStrong: number;
  readonly right: number;
  /** How many of `tooWeak` came from a switch to a stronger model. */
  readonly inferred: number;
}

export interface Stats {
  readonly generation: number;
  readonly active: string;
  readonly entries: number;
  readonly capacity: number;
  readonly requests: number;
  readonly hits: number;
  readonly misses: number;
  readonly coalesced: number;
  readonly bypassed: number;
  readonly evictions: number;
  readonly expired: number;
  readonly invalidations: Readonly<Record<string, number>>;
  readonly classifier: Classifier;
  readonly decisions: Readonly<Record<string, number>>;
  readonly fallbacks: number;
  readonly savings: { readonly spent: number; readonly baseline: number; readonly classifier: number; readonly net: number };
  /** Newest first, at most 50. */
  readonly recent: readonly Decision[];
  /** The verdicts on decisions, and the threshold that follows; absent if there is none. */
  readonly feedback?: Feedback;
  /** The budgets that apply, and how far they are spent; absent if there is none. */
  readonly budget?: readonly Budget[];
  /** The options that models refused and that requests leave out since, by slug. */
  readonly learnedQuirks?: Readonly<Record<string, readonly string[]>>;
}

/** A budget, and how far it is spent. All amounts are US dollars. */
export interface Budget {
  readonly scope: "catalog" | "tenant" | "workspace";
  readonly period: "day" | "month";
  readonly limit: number;
  /** From this amount on Auto prefers cheaper models. */
  readonly soft: number;
  readonly spent: number;
  /** What calls under way may cost at most. */
  readonly reserved: number;
  readonly state: "ok" | "soft" | "hard";
  /** When the period ends, RFC 3339 UTC. */
  readonly ends: string;
  /** The file that sets it, and the field there. */
  readonly source: string;
  readonly field: string;
}
