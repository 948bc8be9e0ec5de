import { l10n } from "vscode";
import type { Rejection } from "../protocol/types";

/** Why a candidate could not take a task, in half a sentence. */
export function rejectionText(rejection: Rejection | undefined): string {
  switch (rejection) {
    case "noImages":
      return l10n.t("reads no images");
    case "noTools":
      return l10n.t("calls no tools");
    case "contextTooSmall":
      return l10n.t("the task is longer than it can read");
    case "missingCredential":
      return l10n.t("its key is missing");
    case "unauthorized":
      return l10n.t("its key was refused");
    case "rateLimited":
      return l10n.t("rate limited");
    case "failing":
      return l10n.t("failing");
    case "notRequested":
      return l10n.t("not among those asked for");
    case undefined:
      return l10n.t("rejected");
  }
}
