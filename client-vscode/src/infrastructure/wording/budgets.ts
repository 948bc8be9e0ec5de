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
  return [sum, scopeText(budget), restText(budget)].filter((text) => text !== "").join(", ");
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

/** A budget by a name of its own. */
export function budgetName({ scope, period }: Pick<Budget, "scope" | "period">): string {
  const isDaily = period === "day";
  switch (scope) {
    case "catalog":
      return isDaily ? l10n.t("daily budget") : l10n.t("monthly budget");
    case "tenant":
      return isDaily ? l10n.t("daily budget of this tenant") : l10n.t("monthly budget of this tenant");
    case "workspace":
      return isDaily ? l10n.t("daily budget of this workspace") : l10n.t("monthly budget of this workspace");
  }
}

/** What a state means, as a sentence of its own; empty for nothing. */
export function budgetStateText({ state }: Pick<Budget, "state">): string {
  switch (state) {
    case "ok":
      return "";
    case "soft":
      return l10n.t("Auto prefers cheaper models");
    case "hard":
      return l10n.t("only models without a price are used");
  }
}

function restText({ state }: Budget): string {
  switch (state) {
    case "ok":
      return "";
    case "soft":
      return l10n.t("so Auto prefers cheaper models");
    case "hard":
      return l10n.t("so only models without a price are used");
  }
}
