import { l10n } from "vscode";
import type { ChatResult, ModelList } from "../../infrastructure/protocol/types";
import { nameOf, plainLabel, plainLine } from "../../infrastructure/wording/names";
import { dollars } from "../../infrastructure/wording/numbers";

/** What an answer says of itself: a heading, which may be all that is shown, and a line below it. */
export interface Told {
  readonly heading: string;
  readonly text: string;
}

/** Which model answered, why, what failed before it, and what was saved. */
export function told({ decision, slug, attempts, cost }: ChatResult, list: ModelList | undefined): Told {
  const name = (of: string) => plainLabel(nameOf(of, list));
  const failed = attempts.filter((attempt) => attempt.slug !== slug || attempt.status !== 200);
  const saved = decision.estimated?.saved ?? 0;
  return {
    heading: failed.length > 0 ? l10n.t("{0} answered instead of {1}", name(slug), name(decision.slug)) : name(slug),
    text: [
      ...failed.map((attempt) => failure(name(attempt.slug), attempt.status)),
      plainLine(decision.reason, 300),
      ...(cost === undefined ? [] : [l10n.t("Cost: {0}", dollars(cost))]),
      ...(saved > 0 ? [l10n.t("Saved about {0} against the strongest model", dollars(saved))] : []),
    ].join(". "),
  };
}

function failure(name: string, status: number | "timeout" | "network"): string {
  switch (status) {
    case "timeout":
      return l10n.t("{0} did not answer in time", name);
    case "network":
      return l10n.t("{0} could not be reached", name);
    case 429:
      return l10n.t("{0} is rate limited (429)", name);
    default:
      return l10n.t("{0} failed ({1})", name, status);
  }
}
