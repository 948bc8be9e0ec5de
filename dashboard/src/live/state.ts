import type { ShimError } from "#extension/infrastructure/protocol/errors";
import type { Availability, Decision, ModelList, Stats } from "#extension/infrastructure/protocol/types";

export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** The gateway is gone, or the network. The page tries again by itself. */
  | { readonly kind: "lost"; readonly since: number }
  /** Only a new link helps. */
  | { readonly kind: "signedOut" };

/** A model became available or unavailable while the page was open. */
export interface HealthChange {
  readonly at: number;
  readonly slug: string;
  readonly availability: Availability;
}

/** The session's spending at one time, in US dollars. */
export interface Sample {
  readonly at: number;
  readonly spent: number;
  readonly baseline: number;
}

/** What became of the task that a person tries. */
export type Trial =
  | { readonly kind: "none" }
  | { readonly kind: "asked" }
  | { readonly kind: "decided"; readonly decision: Decision }
  | { readonly kind: "failed"; readonly error: ShimError };

/** All that the page shows. Times are milliseconds since 1970. */
export interface State {
  readonly connection: Connection;
  readonly list: ModelList | undefined;
  readonly stats: Stats | undefined;
  /** When each decision arrived that was made while the page was open, by its id. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** Newest first. */
  readonly changes: readonly HealthChange[];
  /** Oldest first. */
  readonly spending: readonly Sample[];
  /** The slug that is being switched to. */
  readonly switching: string | undefined;
  readonly switchError: ShimError | undefined;
  readonly trial: Trial;
  /** What a screen reader says next. */
  readonly announcement: string;
}

export const initialState: State = {
  connection: { kind: "connecting" },
  list: undefined,
  stats: undefined,
  arrivals: new Map(),
  changes: [],
  spending: [],
  switching: undefined,
  switchError: undefined,
  trial: { kind: "none" },
  announcement: "",
};
