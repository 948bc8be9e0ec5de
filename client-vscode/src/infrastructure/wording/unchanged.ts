import { l10n } from "vscode";
import type { Unchanged } from "../catalog/file";
import { plainLine } from "./names";

/** Why a models file was not changed, and what to do. */
export function unchangedText(why: Unchanged): string {
  const path = plainLine(why.path, 200);
  switch (why.kind) {
    case "broken":
      return l10n.t("Nothing was changed: {0} is not JSON from line {1} on. Correct it, then try again.", path, why.at.line + 1);
    case "readOnly":
      return l10n.t("Nothing was changed: {0} is read-only.", path);
    case "outside":
      return l10n.t(
        "Nothing was changed: {0} links to {1}, outside the workspace. Remove the link.",
        path,
        plainLine(why.target, 200),
      );
    case "notUtf8":
      return l10n.t("Nothing was changed: {0} is not UTF-8. Save it as UTF-8, then try again.", path);
    case "changed":
      return l10n.t("Nothing was changed: {0} has changed meanwhile. Try again.", path);
    case "failed":
      return l10n.t("Nothing was changed: {0} cannot be written: {1}", path, plainLine(why.message, 200));
  }
}
