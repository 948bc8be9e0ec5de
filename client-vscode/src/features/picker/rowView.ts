import type { Model, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import type { Session } from "../../infrastructure/client/session";
import { type Clock, isAvailable, isKnownToWork, shortAvailabilityText } from "../../infrastructure/wording/availability";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { plainName, plainLine } from "../../infrastructure/wording/names";
import { modelCostText, tokensText } from "../../infrastructure/wording/numbers";
import type { Kept, ModelEntry, RowButton } from "./pickerEntries";

/** Auto's row. */
export function autoEntry(auto: Model, models: readonly Model[], { lastDecision }: Session): ModelEntry {
  const last = lastDecision && models.find((model) => model.slug === lastDecision.slug);
  const what = l10n.t("Each task goes to the cheapest model that is good enough");
  return {
    kind: "model",
    slug: auto.slug,
    icon: "sparkle",
    label: plainName(auto.displayName),
    description: auto.active ? l10n.t("active") : "",
    detail: last ? l10n.t("{0}; the last one went to {1}", what, plainName(last.displayName)) : what,
    active: auto.active,
    buttons: [],
  };
}

/** A model's row: its name whole, its price beside it, then what is wrong, what it can do, and its id last. */
export function modelEntry(model: Model, list: ModelList, clock: Clock, { pinned }: Kept): ModelEntry {
  const health = shortAvailabilityText(model, clock);
  const keyName = keyNameOf(model);
  const strengths = firstSentence(model.card ?? "");
  return {
    kind: "model",
    slug: model.slug,
    icon: !isAvailable(model) ? "circle-slash" : isKnownToWork(model) ? "pass" : "circle-outline",
    label: plainName(model.displayName),
    description: [...(model.active ? [l10n.t("active")] : []), modelCostText(model)].join(" · "),
    detail: [
      ...(health === "" ? [] : [plainLine(health)]),
      ...(isAvailable(model) && !isKnownToWork(model) ? [l10n.t("not checked")] : []),
      ...(model.candidate === false ? [l10n.t("not in Auto")] : []),
      ...(model.contextWindow === undefined ? [] : [l10n.t("{0} context", tokensText(model.contextWindow))]),
      ...(model.supportsImages ? [l10n.t("images")] : []),
      ...(model.supportsTools ? [] : [l10n.t("no tools")]),
      ...(strengths === "" ? [] : [plainLine(strengths)]),
      plainLine(`${model.provider}/${model.model}`),
      ...(model.slug === model.displayName ? [] : [plainLine(model.slug)]),
    ].join(" · "),
    active: model.active,
    ...(keyName !== undefined && { keyName }),
    buttons: buttons(model, list, keyName, pinned),
  };
}

function buttons(model: Model, list: ModelList, keyName: string | undefined, pinned: readonly string[]): RowButton[] {
  // The embedded sample is in no file that could be opened at a row, or written to.
  const isInFile = list.catalog.sources.some((source) => source !== "embedded");
  const hasAuto = list.models.some(({ kind }) => kind === "auto");
  return [
    ...(keyName === undefined ? [] : ["setApiKey" as const]),
    pinned.includes(model.slug) ? "unpin" : "pin",
    ...(isInFile && hasAuto && model.position ? [model.candidate === false ? ("include" as const) : ("exclude" as const)] : []),
    ...(isInFile ? ["openInModelsFile" as const] : []),
  ];
}

/** A card is written for a classifier. Its first sentence says what a person wants to know. */
function firstSentence(card: string): string {
  return (/^.*?[.!?](?=\s|$)/s.exec(card)?.[0] ?? card).trim();
}
