import { l10n } from "vscode";
import type { Session } from "../../infrastructure/client/session";
import type { Model, ModelList, Problem } from "../../infrastructure/protocol/types";
import { type Clock, isAvailable, shortAvailabilityText } from "../../infrastructure/wording/availability";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";
import { modelCostText, tokensText } from "../../infrastructure/wording/numbers";
import { isRestricted, problemText } from "../../infrastructure/wording/problems";

export type PickerButton = "setApiKey" | "openInModelsFile";

export interface Separator {
  readonly kind: "separator";
  readonly label: string;
}

export interface ModelEntry {
  readonly kind: "model";
  readonly slug: string;
  /** A codicon's id. It is not part of the label, because a screen reader would read its name. */
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly active: boolean;
  /** Where its key has a name that a person can give one for. */
  readonly keyName?: string;
  readonly buttons: readonly PickerButton[];
}

/** A note that a person should see while choosing, and the place where they can act on it. */
export interface Notice {
  readonly kind: "notice";
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  readonly action: "openModelsFile" | "manageTrust";
}

export type PickerEntry = Separator | ModelEntry | Notice;

export interface PickerView {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly PickerEntry[];
}

/** The content of the picker: Auto, the usable models, the others, and the catalog's problems. */
export function pickerView(session: Session, window: { readonly folders: number }, clock: Clock): PickerView {
  const { list, folder } = session;
  return {
    title: folder && window.folders > 1 ? l10n.t("Switch model for {0}", folder.name) : l10n.t("Switch model"),
    placeholder: list ? l10n.t("Choose the model for this workspace's tasks") : l10n.t("The Shim server is starting"),
    items: list ? entries(list, session, clock) : [],
  };
}

function entries(list: ModelList, session: Session, clock: Clock): PickerEntry[] {
  const models = list.models.filter((model) => model.kind === "model");
  return [
    ...list.models.filter((model) => model.kind === "auto").map((auto) => autoEntry(auto, models, session)),
    ...group(l10n.t("Available"), models.filter(isAvailable), list, clock),
    ...group(
      l10n.t("Unavailable"),
      models.filter((model) => !isAvailable(model)),
      list,
      clock,
    ),
    ...notices(list.catalog.problems),
  ];
}

function group(label: string, models: readonly Model[], list: ModelList, clock: Clock): PickerEntry[] {
  return models.length === 0 ? [] : [{ kind: "separator", label }, ...models.map((model) => modelEntry(model, list, clock))];
}

function autoEntry(auto: Model, models: readonly Model[], { lastDecision }: Session): ModelEntry {
  const last = lastDecision && models.find((model) => model.slug === lastDecision.slug);
  const what = l10n.t("Each task goes to the cheapest model that is good enough");
  return {
    kind: "model",
    slug: auto.slug,
    icon: "sparkle",
    label: plainLabel(auto.displayName),
    description: auto.active ? l10n.t("active") : "",
    detail: last ? l10n.t("{0}; the last one went to {1}", what, plainLabel(last.displayName)) : what,
    active: auto.active,
    buttons: [],
  };
}

function modelEntry(model: Model, list: ModelList, clock: Clock): ModelEntry {
  const health = shortAvailabilityText(model, clock);
  const keyName = keyNameOf(model);
  const strengths = firstSentence(model.card ?? "");
  return {
    kind: "model",
    slug: model.slug,
    icon: isAvailable(model) ? "circle-outline" : "circle-slash",
    label: plainLabel(model.displayName),
    description: [
      ...(model.active ? [l10n.t("active")] : []),
      ...(model.slug === model.displayName ? [] : [plainLabel(model.slug)]),
    ].join(" · "),
    detail: [
      ...(health === "" ? [] : [plainLine(health)]),
      plainLine(`${model.provider}/${model.model}`),
      ...(model.contextWindow === undefined ? [] : [l10n.t("{0} context", tokensText(model.contextWindow))]),
      modelCostText(model),
      ...(model.supportsImages ? [l10n.t("images")] : []),
      ...(model.supportsTools ? [] : [l10n.t("no tools")]),
      ...(strengths === "" ? [] : [plainLine(strengths)]),
    ].join(" · "),
    active: model.active,
    ...(keyName !== undefined && { keyName }),
    buttons: [
      ...(keyName === undefined ? [] : ["setApiKey" as const]),
      // The embedded sample is in no file that could be opened at a row.
      ...(list.catalog.sources.some((source) => source !== "embedded") ? ["openInModelsFile" as const] : []),
    ],
  };
}

/** A card is written for a classifier. Its first sentence says what a person wants to know. */
function firstSentence(card: string): string {
  return (/^.*?[.!?](?=\s|$)/s.exec(card)?.[0] ?? card).trim();
}

function notices(problems: readonly Problem[]): PickerEntry[] {
  const restricted = problems.find(isRestricted);
  const others = problems.filter((problem) => problem.severity !== "info" && !isRestricted(problem));
  const first = others[0];
  const found: Notice[] = [
    ...(restricted
      ? [
          {
            kind: "notice",
            icon: "shield",
            label: l10n.t("Restricted workspace"),
            detail: l10n.t("Its own models.json is not used until you trust the workspace."),
            action: "manageTrust",
          } as const,
        ]
      : []),
    ...(first
      ? [
          {
            kind: "notice",
            icon: "warning",
            label:
              others.length === 1
                ? l10n.t("1 problem in the models file")
                : l10n.t("{0} problems in the models file", others.length),
            detail: plainLine(problemText(first)),
            action: "openModelsFile",
          } as const,
        ]
      : []),
  ];
  return found.length === 0 ? [] : [{ kind: "separator", label: l10n.t("Problems") }, ...found];
}

/**
 * Which entry the cursor is on after the list has changed under a person's hand: the one it was on, by its slug or its action;
 * where that is gone, and at the start, the active model.
 */
export function keepSelection(before: PickerEntry | undefined, items: readonly PickerEntry[]): PickerEntry | undefined {
  return (
    items.find((item) => before !== undefined && isSame(before, item)) ??
    items.find((item) => item.kind === "model" && item.active)
  );
}

function isSame(before: PickerEntry, now: PickerEntry): boolean {
  return before.kind === "model"
    ? now.kind === "model" && now.slug === before.slug
    : before.kind === "notice" && now.kind === "notice" && now.action === before.action;
}
