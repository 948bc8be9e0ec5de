import type { Availability, Decision, Ledger, ModelList, ShimError, Stats } from "shim-lsp-client/protocol";
import { errorText } from "#extension/infrastructure/wording/errors";
import { line, nameOf } from "#extension/infrastructure/wording/names";
import { verdictResultText } from "#extension/infrastructure/wording/verdicts";
import { invalidationsSince, sampled, sampleOf } from "./samples";
import type { Connection, GivenVerdict, State, UsageChoice } from "./state";

export type Action =
  | { readonly kind: "connection"; readonly connection: Connection }
  | { readonly kind: "listed"; readonly list: ModelList }
  | { readonly kind: "counted"; readonly stats: Stats; readonly at: number }
  | { readonly kind: "routed"; readonly decision: Decision; readonly at: number }
  | { readonly kind: "healthChanged"; readonly slug: string; readonly availability: Availability; readonly at: number }
  | { readonly kind: "switching"; readonly slug: string }
  | { readonly kind: "switched" }
  | { readonly kind: "switchFailed"; readonly error: ShimError }
  | { readonly kind: "verdict"; readonly decisionId: string; readonly given: GivenVerdict }
  | { readonly kind: "usageChosen"; readonly choice: UsageChoice }
  | { readonly kind: "usageRead"; readonly choice: UsageChoice; readonly ledger: Ledger }
  | { readonly kind: "usageFailed"; readonly choice: UsageChoice; readonly error: ShimError }
  | { readonly kind: "trialAsked" }
  | { readonly kind: "trialDecided"; readonly decision: Decision }
  | { readonly kind: "trialFailed"; readonly error: ShimError };

/** A page that stays open for days keeps no more than this. */
const mostChanges = 50;
const mostDecisions = 200;

export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case "connection":
      return connected(state, action.connection);
    case "listed":
      return {
        ...state,
        list: action.list,
        announcement:
          state.list && state.list.active !== action.list.active
            ? `Active model: ${shortName(action.list.active, action.list)}`
            : state.announcement,
      };
    case "counted":
      return {
        ...state,
        stats: action.stats,
        samples: sampled(state.samples, sampleOf(action.stats, action.at)),
        invalidations: [...invalidationsSince(state.stats, action.stats, action.at), ...state.invalidations].slice(
          0,
          mostChanges,
        ),
      };
    case "routed":
      return {
        ...state,
        arrivals: newest([...state.arrivals, [action.decision.decisionId, action.at]]),
        timings: [...state.timings, { at: action.at, milliseconds: action.decision.elapsedMicroseconds / 1_000 }].slice(
          -mostDecisions,
        ),
      };
    case "healthChanged": {
      const { at, slug, availability } = action;
      return { ...state, changes: [{ at, slug, availability }, ...state.changes].slice(0, mostChanges) };
    }
    case "switching":
      return { ...state, switching: action.slug, switchError: undefined };
    case "switched":
      return { ...state, switching: undefined };
    case "switchFailed":
      return { ...state, switching: undefined, switchError: action.error };
    case "verdict":
      return {
        ...state,
        verdicts: newest([...state.verdicts, [action.decisionId, action.given]]),
        announcement: verdictAnnouncement(action.given, state),
      };
    case "usageChosen":
      return { ...state, usage: { ...state.usage, ...action.choice } };
    case "usageRead":
      return isChosen(state, action.choice)
        ? { ...state, usage: { ...action.choice, ledger: action.ledger, error: undefined } }
        : state;
    case "usageFailed":
      return isChosen(state, action.choice)
        ? { ...state, usage: { ...action.choice, ledger: undefined, error: action.error } }
        : state;
    case "trialAsked":
      return { ...state, trial: { kind: "asked" } };
    case "trialDecided":
      return {
        ...state,
        trial: { kind: "decided", decision: action.decision },
        announcement: `The task goes to ${shortName(action.decision.slug, state.list)}`,
      };
    case "trialFailed":
      return { ...state, trial: { kind: "failed", error: action.error } };
  }
}

/** An answer may come when another question has been asked. */
function isChosen({ usage }: State, { since, by }: UsageChoice): boolean {
  return usage.since === since && usage.by === by;
}

function newest<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map([...new Map(entries)].slice(-mostDecisions));
}

function verdictAnnouncement(given: GivenVerdict, { announcement, list }: State): string {
  switch (given.kind) {
    case "sending":
      return announcement;
    case "given":
      return verdictResultText(given.verdict, given.result);
    case "failed":
      return errorText(given.error, list);
  }
}

/** Says once that the other side is gone, and once that it is back. */
function connected(state: State, connection: Connection): State {
  const before = state.connection.kind;
  const announcement =
    connection.kind === "live" && before === "lost"
      ? `${state.place.subject} is back.`
      : connection.kind === "lost" && before === "live"
        ? `${state.place.subject} does not answer.`
        : state.announcement;
  return { ...state, connection, announcement };
}

export function shortName(slug: string, list: ModelList | undefined): string {
  return line(nameOf(slug, list), 60);
}
