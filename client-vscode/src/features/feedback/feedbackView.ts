import type { Decision, ModelList, Stats, Verdict } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { nameOf, plainLabel } from "../../infrastructure/wording/names";
import { scoreText } from "../../infrastructure/wording/numbers";
import { verdicts, verdictText } from "../../infrastructure/wording/verdicts";

export interface FeedbackItem {
  readonly verdict: Verdict | "reset";
  readonly label: string;
  readonly detail: string;
}

export interface FeedbackQuestion {
  readonly title: string;
  readonly items: readonly FeedbackItem[];
}

/** What a person may say about a decision, and once there are verdicts, that all are taken back. */
export function feedbackQuestion(decision: Decision, list: ModelList | undefined, stats: Stats | undefined): FeedbackQuestion {
  const feedback = stats?.feedback;
  return {
    title: l10n.t("Was {0} right for its task?", plainLabel(nameOf(decision.slug, list))),
    items: [
      ...verdicts.map((verdict) => ({ verdict, label: verdictText(verdict), detail: effect(verdict) })),
      ...(feedback === undefined
        ? []
        : [
            {
              verdict: "reset" as const,
              label: l10n.t("Take all verdicts back"),
              detail: l10n.t("The threshold is {0} now.", scoreText(feedback.threshold)),
            },
          ]),
    ],
  };
}

function effect(verdict: Verdict): string {
  switch (verdict) {
    case "tooWeak":
      return l10n.t("Later tasks go to stronger models sooner.");
    case "right":
      return l10n.t("The threshold stays.");
    case "tooStrong":
      return l10n.t("Later tasks go to cheaper models sooner.");
  }
}
