import type { ChatResult, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { nameOf, plainLabel, plainLine, reasonText } from "../../infrastructure/wording/names";
import { dollars } from "../../infrastructure/wording/numbers";

/** What an answer says of itself: a heading, which is all that Chat shows until it is clicked, and what is below it. */
export interface Told {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Which model answered, why, which failed before it, what it cost, and what was saved. */
export function told({ decision, slug, attempts, cost }: ChatResult, list: ModelList | undefined): Told {
  const name = (of: string) => plainLabel(nameOf(of, list));
  const failed = attempts.filter((attempt) => attempt.slug !== slug);
  const saved = failed.length > 0 ? 0 : (decision.estimated?.saved ?? 0); // the estimate is of the model that was chosen
  return {
    heading:
      failed.length > 0
        ? l10n.t("Answered by {0} instead of {1}", name(slug), name(failed[0]?.slug ?? decision.slug))
        : l10n.t("Answered by {0}", name(slug)),
    lines: [
      ...failed.map((attempt) => failure(name(attempt.slug), attempt.status)),
      plainLine(reasonText(decision, list), 300),
      ...(cost === undefined ? [] : [l10n.t("Cost: {0}", dollars(cost))]),
      ...(saved > 0 ? [l10n.t("Saved: about {0} against the strongest model", dollars(saved))] : []),
    ],
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
