import type { Budget } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { dollars } from "./numbers";

/** What of a budget is spent, and what follows from it. */
export function budgetText(budget: Budget): string {
  const [spent, limit] = [dollars(budget.spent), dollars(budget.limit)];
  const sum =
    budget.period === "day"
      ? l10n.t("{0} of {1} spent today", spent, limit)
      : l10n.t("{0} of {1} spent this month", spent, limit);
  return [sum, scopeText(budget), stateText(budget)].filter((text) => text !== "").join(", ");
}

function scopeText({ scope }: Budget): string {
  switch (scope) {
    case "catalog":
      return "";
    case "tenant":
      return l10n.t("for this tenant");
    case "workspace":
      return l10n.t("for this workspace");
  }
}

function stateText({ state }: Budget): string {
  switch (state) {
    case "ok":
      return "";
    case "soft":
      return l10n.t("so Auto prefers cheaper models");
    case "hard":
      return l10n.t("so only models without a price are used");
  }
}
