import type { ModelList, ShimError } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { plainLine } from "../../infrastructure/wording/names";
import { candidateItems, type Explanation } from "./explanationView";

export type Refusal = Extract<ShimError, { kind: "noRoutableModel" | "invalidCatalog" }>;

/** Why no model was found: each candidate with the reason against it, or the catalog's problems. */
export function refusal(error: Refusal, list: ModelList | undefined): Explanation {
  switch (error.kind) {
    case "noRoutableModel":
      return {
        title: l10n.t("No model can take this task"),
        placeholder:
          error.candidates.length === 0 ? l10n.t("There are no candidates") : l10n.t("Why each candidate was rejected"),
        items: candidateItems(error.candidates, list),
      };
    case "invalidCatalog":
      return {
        title: l10n.t("The models file cannot be read"),
        placeholder: l10n.t("Shim: Open Models File opens the first problem"),
        items: error.problems.map((problem) => ({
          kind: "fact",
          label: plainLine(problem.message),
          description: plainLine(problem.source),
        })),
      };
  }
}
