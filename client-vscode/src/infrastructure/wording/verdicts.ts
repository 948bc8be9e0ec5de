import type { FeedbackResult, Verdict } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { scoreText } from "./numbers";

/** In the order from a weaker model to a stronger one. */
export const verdicts: readonly Verdict[] = ["tooWeak", "right", "tooStrong"];

/** What a person says about the model that a task went to. */
export function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case "tooWeak":
      return l10n.t("Too weak");
    case "right":
      return l10n.t("Right");
    case "tooStrong":
      return l10n.t("Too strong");
  }
}

/** What a verdict changed, in a sentence or two. */
export function verdictResultText(verdict: Verdict, { threshold, unmoved }: FeedbackResult): string {
  return unmoved === undefined ? movedText(verdict, scoreText(threshold)) : unmovedText(unmoved, scoreText(threshold));
}

function movedText(verdict: Verdict, now: string): string {
  switch (verdict) {
    case "tooWeak":
      return l10n.t("From now on stronger models get more tasks: the threshold is {0}.", now);
    case "right":
      return l10n.t("Noted. The threshold stays at {0}.", now);
    case "tooStrong":
      return l10n.t("From now on cheaper models get more tasks: the threshold is {0}.", now);
  }
}

function unmovedText(why: NonNullable<FeedbackResult["unmoved"]>, now: string): string {
  switch (why) {
    case "noThreshold":
      return l10n.t("Noted. No threshold decided here, so {0} stays.", now);
    case "strongest":
      return l10n.t("Noted. No candidate scored higher, so the threshold stays at {0}.", now);
    case "cheapest":
      return l10n.t("Noted. No candidate was cheaper, so the threshold stays at {0}.", now);
    case "bound":
      return l10n.t("Noted. Feedback moves the threshold no further than {0}.", now);
  }
}
