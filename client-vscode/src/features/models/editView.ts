import type { Model, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";
import { costText, modelCostText, tokensText } from "../../infrastructure/wording/numbers";

/** What of a row a person can change without its JSON. */
export type Editable = "name" | "key" | "price" | "context" | "images" | "tools" | "open";

export interface EditRow {
  readonly what: Editable;
  readonly icon: string;
  readonly label: string;
  readonly description: string;
}

/** The models that are rows of a file; none of the embedded sample is. */
export function rowsInFile({ models, catalog }: ModelList): readonly Model[] {
  return catalog.sources.some((source) => source !== "embedded") ? models.filter(({ kind }) => kind === "model") : [];
}

/** A model's line in the list of those that can be edited or removed. */
export function modelRow(model: Model): { readonly label: string; readonly description: string } {
  return { label: plainLabel(model.displayName), description: plainLine(`${model.provider}/${model.model}`) };
}

export function editRows(model: Model): readonly EditRow[] {
  const yes = (flag: boolean) => (flag ? l10n.t("yes") : l10n.t("no"));
  return [
    { what: "name", icon: "tag", label: l10n.t("Display name"), description: plainLabel(model.displayName) },
    { what: "key", icon: "key", label: l10n.t("API key"), description: keyText(model) },
    { what: "price", icon: "credit-card", label: l10n.t("Price"), description: modelCostText(model) },
    {
      what: "context",
      icon: "symbol-ruler",
      label: l10n.t("Context window"),
      description: model.contextWindow === undefined ? l10n.t("not stated") : tokensText(model.contextWindow),
    },
    { what: "images", icon: "file-media", label: l10n.t("Reads images"), description: yes(model.supportsImages) },
    { what: "tools", icon: "tools", label: l10n.t("Calls tools"), description: yes(model.supportsTools) },
    { what: "open", icon: "go-to-file", label: l10n.t("Open in models.json"), description: "" },
  ];
}

/** The price as a person types it: input and output, then cached input if it has one. */
export function priceInput({ pricing }: Pick<Model, "pricing">): string {
  return pricing === undefined
    ? ""
    : [pricing.input, pricing.output, ...(pricing.cachedInput === undefined ? [] : [pricing.cachedInput])]
        .map(costText)
        .join(", ");
}

/** What was typed for a price; `undefined` if it cannot be read, and no pricing for an empty text. */
export function readPrice(
  text: string,
): { readonly pricing?: { input: number; cached_input?: number; output: number } } | undefined {
  if (text.trim() === "") {
    return {};
  }

  const numbers = text
    .split(/[,;/\s]+/)
    .filter((each) => each !== "")
    .map((each) => Number(each.replace(/^\$/, "")));
  const [input, output, cached] = numbers;
  return input === undefined ||
    output === undefined ||
    numbers.length > 3 ||
    numbers.some((each) => !Number.isFinite(each) || each < 0)
    ? undefined
    : { pricing: { input, ...(cached !== undefined && { cached_input: cached }), output } };
}

/** A number of tokens as a person types it: 200000, 200k, 1M. Undefined if it is none. */
export function readTokens(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([km])?$/i.exec(text.trim().replaceAll(/(?<=\d)[,_](?=\d)/g, ""));
  const unit = { k: 1_000, m: 1_000_000 }[(match?.[2] ?? "").toLowerCase()] ?? 1;
  const tokens = match ? Math.round(Number(match[1]) * unit) : 0;
  return tokens >= 1 && tokens <= 2 ** 31 - 1 ? tokens : undefined;
}

function keyText({ credential: { kind, name = "" } }: Model): string {
  switch (kind) {
    case "none":
      return l10n.t("none");
    case "literal":
      return l10n.t("in the file, readable by everyone who opens it");
    default:
      return plainLine(name);
  }
}
