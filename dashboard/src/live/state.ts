import type {
  Availability,
  Decision,
  FeedbackResult,
  Ledger,
  LedgerGroup,
  ModelList,
  ShimError,
  Stats,
  Verdict,
} from "shim-lsp-client/protocol";

export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** The gateway is gone, or the network. The page tries again by itself. */
  | { readonly kind: "lost"; readonly since: number }
  /** Only a new link helps. */
  | { readonly kind: "signedOut" };

/** Where the page is shown. */
export interface Place {
  readonly title: string;
  /** Who answers it, as the subject of a sentence. */
  readonly subject: string;
  /** Whether the editor's commands are at hand, to be named as what helps. */
  readonly hasCommands: boolean;
}

export const gatewayPage: Place = { title: "ShimLsp gateway", subject: "The gateway", hasCommands: false };

/** A model became available or unavailable while the page was open. */
export interface HealthChange {
  readonly at: number;
  readonly slug: string;
  readonly availability: Availability;
}

/** The session's counts at one time. */
export interface Sample {
  readonly at: number;
  /** US dollars. */
  readonly spent: number;
  readonly baseline: number;
  readonly requests: number;
  readonly hits: number;
}

/** How long one decision took. */
export interface Timing {
  readonly at: number;
  readonly milliseconds: number;
}

/** The cache was emptied while the page was open. */
export interface Invalidation {
  readonly at: number;
  readonly cause: string;
}

/** What became of a verdict on a decision. */
export type GivenVerdict =
  | { readonly kind: "sending"; readonly verdict: Verdict }
  | { readonly kind: "given"; readonly verdict: Verdict; readonly result: FeedbackResult }
  | { readonly kind: "failed"; readonly error: ShimError };

/** What became of the task that a person tries. */
export type Trial =
  | { readonly kind: "none" }
  | { readonly kind: "asked" }
  | { readonly kind: "decided"; readonly decision: Decision }
  | { readonly kind: "failed"; readonly error: ShimError };

/** Since when usage is shown: today, or so many days. */
export type UsageSince = "1d" | "7d" | "30d";

/** What of the recorded usage is shown. */
export interface UsageChoice {
  readonly since: UsageSince;
  readonly by: LedgerGroup;
}

/** The recorded usage. */
export interface UsageState extends UsageChoice {
  /** What was read last; undefined before. */
  readonly ledger: Ledger | undefined;
  readonly error: ShimError | undefined;
}

/** All that the page shows. Times are milliseconds since 1970. */
export interface State {
  readonly place: Place;
  readonly connection: Connection;
  readonly list: ModelList | undefined;
  readonly stats: Stats | undefined;
  /** When each decision arrived that was made while the page was open, by its id. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** By the decision's id. */
  readonly verdicts: ReadonlyMap<string, GivenVerdict>;
  /** Newest first. */
  readonly changes: readonly HealthChange[];
  /** Newest first. */
  readonly invalidations: readonly Invalidation[];
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** Oldest first. */
  readonly timings: readonly Timing[];
  /** The slug that is being switched to. */
  readonly switching: string | undefined;
  readonly switchError: ShimError | undefined;
  readonly trial: Trial;
  readonly usage: UsageState;
  /** What a screen reader says next. */
  readonly announcement: string;
}

export const initialState: State = {
  place: gatewayPage,
  connection: { kind: "connecting" },
  list: undefined,
  stats: undefined,
  arrivals: new Map(),
  verdicts: new Map(),
  changes: [],
  invalidations: [],
  samples: [],
  timings: [],
  switching: undefined,
  switchError: undefined,
  trial: { kind: "none" },
  usage: { since: "7d", by: "model", ledger: undefined, error: undefined },
  announcement: "",
};
