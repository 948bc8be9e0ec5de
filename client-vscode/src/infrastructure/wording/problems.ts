import type { Problem } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** The workspace has its own catalog, and nobody has trusted it yet. */
export function isRestricted({ code }: Pick<Problem, "code">): boolean {
  return code === "untrustedWorkspace";
}

/** A problem as the picker and the tooltip show it. If the server names a shell command, the editor's way is shown instead. */
export function problemText(problem: Pick<Problem, "code" | "message"> & Partial<Pick<Problem, "source" | "line">>): string {
  const { source = "", line, message } = problem;
  return isRestricted(problem)
    ? l10n.t("Restricted: this workspace's own models.json is not used until you trust the workspace.")
    : line === undefined
      ? message
      : l10n.t("{0}, line {1}: {2}", source.split(/[\\/]/).at(-1) ?? source, line + 1, message);
}
