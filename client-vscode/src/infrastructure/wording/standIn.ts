import type { StandIn, StandInReason } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** Which classifier did not score a task, and why. */
export function standInText({ why }: StandIn, name: string): string {
  return l10n.t("{0} did not score this task: {1}", name, reasonText(why));
}

function reasonText(why: StandInReason): string {
  switch (why) {
    case "timeout":
      return l10n.t("no answer in time");
    case "error":
      return l10n.t("the call failed");
    case "unusable":
      return l10n.t("its reply has no scores");
    case "cooldown":
      return l10n.t("it is paused after a failure");
    case "queueFull":
      return l10n.t("too many tasks are waiting for it");
    case "missingCredential":
      return l10n.t("its key is missing");
    case "overBudget":
      return l10n.t("the budget is spent");
  }
}
