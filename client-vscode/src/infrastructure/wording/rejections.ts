import type { Rejection } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** Why a candidate could not take a task, in half a sentence. */
export function rejectionText(rejection: Rejection | undefined): string {
  switch (rejection) {
    case "noImages":
      return l10n.t("cannot read images");
    case "noTools":
      return l10n.t("cannot call tools");
    case "contextTooSmall":
      return l10n.t("its context window is too small");
    case "missingCredential":
      return l10n.t("its key is missing");
    case "unauthorized":
      return l10n.t("its key was rejected");
    case "outOfCredit":
      return l10n.t("out of credit");
    case "notFound":
      return l10n.t("its provider does not have this model");
    case "contentRefused":
      return l10n.t("it refused the content of this task");
    case "rateLimited":
      return l10n.t("rate limited");
    case "failing":
      return l10n.t("failing");
    case "overBudget":
      return l10n.t("over budget");
    case "notRequested":
      return l10n.t("not requested");
    case undefined:
      return l10n.t("rejected");
  }
}
