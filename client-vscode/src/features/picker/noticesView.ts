import type { Problem } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { plainLine } from "../../infrastructure/wording/names";
import { isRestricted, problemText } from "../../infrastructure/wording/problems";
import type { Notice, PickerEntry } from "./pickerEntries";

/** What stands before the models: a workspace that is not trusted, and the problems of the catalog. */
export function notices(problems: readonly Problem[]): PickerEntry[] {
  const others = problems.filter((problem) => problem.severity !== "info" && !isRestricted(problem));
  const found = [
    ...(problems.some(isRestricted) ? [restricted()] : []),
    ...(others[0] ? [inFile(others[0], others.length)] : []),
  ];
  return found.length === 0 ? [] : [{ kind: "separator", label: l10n.t("Problems") }, ...found];
}

function restricted(): Notice {
  return {
    kind: "notice",
    icon: "shield",
    label: l10n.t("Restricted workspace"),
    detail: l10n.t("Its own models.json is not used until you trust the workspace."),
    action: "manageTrust",
  };
}

function inFile(first: Problem, count: number): Notice {
  return {
    kind: "notice",
    icon: "warning",
    label: count === 1 ? l10n.t("1 problem in the models file") : l10n.t("{0} problems in the models file", count),
    detail: plainLine(problemText(first)),
    action: "openModelsFile",
  };
}
