import { isAbsolute } from "node:path";
import type { ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly models: number;
}

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: "none" | "warning" | "error";
}

/** The files of the catalogs, those that could not be read among them, each once: folders of a window mostly have the same. */
export function catalogFiles(lists: readonly ModelList[]): readonly string[] {
  const named = lists.flatMap(({ catalog }) => [...catalog.sources, ...catalog.problems.map(({ source }) => source)]);
  return [...new Set(named)].filter((name) => isAbsolute(name)); // the built-in sample and the settings are not files
}

/** The status item beside the language of a models.json. */
export function statusText({ errors, warnings, models }: Counts): StatusText {
  const serious = errors + warnings;
  return {
    text: serious === 0 ? l10n.t("No problems") : serious === 1 ? l10n.t("1 problem") : l10n.t("{0} problems", serious),
    detail: models === 1 ? l10n.t("Shim models: 1") : l10n.t("Shim models: {0}", models),
    severity: errors > 0 ? "error" : warnings > 0 ? "warning" : "none",
  };
}
