import type { ModelList, ShimError } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { problemText } from "./problems";
import { nameOf, plainLabel, plainLine } from "./names";

/** What went wrong and what to do, in a sentence or two that a message may show: those draw links, so text from outside is made plain. */
export function errorText(error: ShimError, list: ModelList | undefined): string {
  switch (error.kind) {
    case "unknownModel": {
      const near = error.suggestions.map((slug) => plainLabel(nameOf(slug, list))).join(", ");
      return near === ""
        ? l10n.t("There is no model {0}.", plainLabel(error.slug))
        : l10n.t("There is no model {0}. Did you mean: {1}?", plainLabel(error.slug), near);
    }
    case "noRoutableModel":
      return l10n.t("No model can take this task now.");
    case "invalidCatalog":
      return l10n.t(
        "The models file cannot be read: {0}",
        plainLine(error.problems[0] ? problemText(error.problems[0]) : l10n.t("see its problems."), 300),
      );
    case "unknownDecision":
      return l10n.t("This decision is too old for a verdict: the models or the threshold changed since. Rate a newer one.");
    case "upstreamFailed":
      return plainLine(error.message, 600);
    case "endpointFailed":
      return plainLine(error.message, 300);
    case "cancelled":
      return l10n.t("Cancelled.");
    case "unsupported":
      return l10n.t("This version of the Shim server cannot do that. Update it.");
    case "serverNotRunning":
      return l10n.t("The Shim server is not running. Run Shim: Restart Server.");
    case "other":
      return l10n.t("The Shim server reported an error: {0}", plainLine(error.message, 300));
  }
}
