import { l10n } from "vscode";
import type { Problem } from "../protocol/types";

/** The workspace brings a catalog of its own, and nobody has said that it is trusted. */
export function isRestricted({ code }: Pick<Problem, "code">): boolean {
  return code === "untrustedWorkspace";
}

/** A problem as the picker and the tooltip show it; where the server speaks of its shell, the editor's way is named instead. */
export function problemText(problem: Pick<Problem, "code" | "message">): string {
  return isRestricted(problem)
    ? l10n.t("Restricted: this workspace's own models.json is not used until you trust the workspace.")
    : problem.message;
}
