import type { Model, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import type { Session } from "../../infrastructure/client/session";
import type { Clock } from "../../infrastructure/wording/availability";
import { isAvailable } from "../../infrastructure/wording/availability";
import { providerName } from "../../infrastructure/wording/providers";
import { notices } from "./noticesView";
import type { Kept, ModelEntry, PickerEntry, PickerView } from "./pickerEntries";
import { autoEntry, modelEntry } from "./rowView";

/** With fewer models all of them are in sight, and a group of recent ones would only move them about. */
const manyModels = 8;

/** The content of the picker: problems, Auto, the models that the person put or used first, then all others in their order. */
export function pickerView(session: Session, window: { readonly folders: number }, clock: Clock, kept: Kept): PickerView {
  const { list, folder } = session;
  return {
    title: folder && window.folders > 1 ? l10n.t("Switch model for {0}", folder.name) : l10n.t("Switch model"),
    placeholder: list ? l10n.t("Choose the model for this workspace's tasks") : l10n.t("The Shim server is starting"),
    buttons: [
      kept.order === "provider" ? "byPrice" : "byProvider",
      "keys",
      "modelsFile",
      ...(session.lastDecision ? ["lastDecision" as const] : []),
      "dashboard",
      "useInChat",
    ],
    items: list ? entries(list, session, clock, kept) : [],
  };
}

function entries(list: ModelList, session: Session, clock: Clock, kept: Kept): PickerEntry[] {
  const models = list.models.filter((model) => model.kind === "model");
  const found = (slugs: readonly string[]) =>
    slugs.map((slug) => models.find((model) => model.slug === slug)).filter((model) => model !== undefined);
  const pinned = found(kept.pinned);
  const recent = models.length < manyModels ? [] : found(kept.recent).filter((model) => !pinned.includes(model));
  const others = models.filter((model) => !pinned.includes(model) && !recent.includes(model));
  const problems = notices(list.catalog.problems);
  const autos = list.models.filter((model) => model.kind === "auto").map((auto) => autoEntry(auto, models, session));
  const group = (label: string, members: readonly Model[]): PickerEntry[] =>
    members.length === 0
      ? []
      : [{ kind: "separator", label }, ...members.map((model): ModelEntry => modelEntry(model, list, clock, kept))];
  return [
    ...problems,
    ...(problems.length > 0 && autos.length > 0 ? [{ kind: "separator", label: l10n.t("Automatic") } as const] : []),
    ...autos,
    ...group(l10n.t("Pinned"), pinned),
    ...group(l10n.t("Recent"), recent),
    ...groups(others, kept.order).flatMap(({ label, members }) => group(label, members)),
  ];
}

interface Group {
  readonly label: string;
  readonly members: readonly Model[];
}

function groups(models: readonly Model[], order: Kept["order"]): readonly Group[] {
  if (order === "provider") {
    const labels = [...new Set(models.map(({ provider }) => providerName(provider)))];
    return labels.map((label) => ({
      label,
      members: usableFirst(models.filter((model) => providerName(model.provider) === label)),
    }));
  }

  const priced = models.filter(({ pricing }) => pricing !== undefined).sort((a, b) => price(a) - price(b));
  const others = models.filter(({ pricing }) => pricing === undefined).sort((a, b) => a.cost - b.cost);
  return [
    { label: l10n.t("By price"), members: priced },
    { label: priced.length === 0 ? l10n.t("By cost") : l10n.t("Price not stated"), members: others },
  ];
}

function usableFirst(models: readonly Model[]): readonly Model[] {
  return [...models.filter(isAvailable), ...models.filter((model) => !isAvailable(model))];
}

/** As docs/configuration.md compares models that have prices: input and output together. */
function price({ pricing }: Model): number {
  return pricing ? pricing.input + pricing.output : Number.POSITIVE_INFINITY;
}

/**
 * Which entry the cursor is on after the list has changed under a person's hand: the one it was on, by its slug or its action;
 * where that is gone, and at the start, the active model, or else the first one.
 */
export function keepSelection(before: PickerEntry | undefined, items: readonly PickerEntry[]): PickerEntry | undefined {
  const isActive = (item: PickerEntry) => item.kind === "model" && item.active;
  return items.find((item) => before !== undefined && isSame(before, item)) ?? items.find(isActive) ?? firstFound(items);
}

/** Which entry the cursor is on after a person has typed: the first model, or else the first notice. */
export function firstFound(items: readonly PickerEntry[]): PickerEntry | undefined {
  return items.find(({ kind }) => kind === "model") ?? items.find(({ kind }) => kind === "notice");
}

/**
 * What a person means who presses Enter: the entry under the cursor. But a quick Enter comes before the list of the last letter is
 * painted, and then it means the first entry of that list.
 */
export function accepted(under: PickerEntry | undefined, found: readonly PickerEntry[]): PickerEntry | undefined {
  return found.find((item) => under !== undefined && isSame(under, item)) ?? firstFound(found);
}

function isSame(before: PickerEntry, now: PickerEntry): boolean {
  return before.kind === "model"
    ? now.kind === "model" && now.slug === before.slug
    : before.kind === "notice" && now.kind === "notice" && now.action === before.action;
}
