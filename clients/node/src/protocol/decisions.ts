// What `route` takes and returns.

import type { Provider } from "./models.js";
import type { SessionParams } from "./sessions.js";

/** The task: exactly one of the three. */
export type Task =
  | { readonly task: string; readonly messages?: never; readonly body?: never }
  /** Chat messages of a chat-completions, Responses or Messages request. */
  | { readonly messages: readonly object[]; readonly task?: never; readonly body?: never }
  /** A whole such request. */
  | { readonly body: object; readonly task?: never; readonly messages?: never };

export type RouteParams = SessionParams &
  Task & {
    /** Whether the task needs models that take them; detected unless stated. */
    readonly images?: boolean;
    readonly tools?: boolean;
    /** In tokens, if it is better known than the server would estimate it. */
    readonly inputTokens?: number;
    /** The slugs of the only models that may be chosen. */
    readonly candidates?: readonly string[];
    /** Neither reads the cache nor stores. */
    readonly noCache?: boolean;
    /** The conversation of this turn, which keeps its model. */
    readonly conversationId?: string;
    readonly workDoneToken?: string | number;
  };

/** What is reported while a route waits for a classifier. */
export type RouteProgress =
  { readonly kind: "begin"; readonly title: string; readonly cancellable?: boolean } | { readonly kind: "end" };

export type Rejection =
  | "noImages"
  | "noTools"
  | "contextTooSmall"
  | "missingCredential"
  | "unauthorized"
  | "outOfCredit"
  | "notFound"
  | "rateLimited"
  | "failing"
  | "contentRefused"
  | "overBudget"
  | "notRequested";

/** Where a strength comes from, best first. */
export type StrengthSource = "catalog" | "family" | "size" | "cost";

export interface Candidate {
  readonly slug: string;
  readonly score?: number;
  readonly cost: number;
  readonly verdict: "chosen" | "viable" | "belowThreshold" | "rejected";
  readonly rejection?: Rejection;
  /** 0 to 1, with the score of the embedded scorer, which rests on it. */
  readonly strength?: number;
  readonly strengthSource?: StrengthSource;
}

export interface RejectedCandidate extends Candidate {
  readonly verdict: "rejected";
  readonly rejection: Rejection;
}

export type DecisionSource = "pinned" | "single" | "cache" | "coalesced" | "classifier" | "embedded" | "affinity" | "fallback";

/** US dollars; the output is a stated guess. */
export interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly baselineCost: number;
  readonly saved: number;
}

/** Why the configured classifier did not score a task, so that the embedded scorer did. */
export type StandInReason = "timeout" | "error" | "unusable" | "cooldown" | "queueFull" | "missingCredential" | "overBudget";

export interface StandIn {
  /** The classifier's slug. */
  readonly for: string;
  readonly why: StandInReason;
}

export interface Decision {
  readonly decisionId: string;
  readonly slug: string;
  readonly model: string;
  readonly provider: Provider;
  readonly source: DecisionSource;
  /** One sentence, never a piece of the task. */
  readonly reason: string;
  readonly score?: number;
  readonly threshold?: number;
  readonly standIn?: StandIn;
  /** The latest message means nothing alone ("yes"), so the task before it was judged. */
  readonly continues?: boolean;
  /** A stronger model was taken than the scores ask for, because the one at work was stuck. */
  readonly raised?: { readonly steps: number; readonly why: string };
  /** Chosen, viable, below the threshold, rejected, in this order. */
  readonly candidates: readonly Candidate[];
  /** How many more there are, where `status` shows the first 20 only. */
  readonly candidatesOmitted?: number;
  readonly cacheKey?: string;
  readonly generation: number;
  readonly elapsedMicroseconds: number;
  readonly estimated?: Estimate;
}
