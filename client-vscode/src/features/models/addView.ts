import type { EndpointModel, EndpointModels, ModelList, Provider } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import type { RowFields } from "../../infrastructure/catalog/edits";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";
import { priceText, tokensText } from "../../infrastructure/wording/numbers";

/** A line of the list that a person chooses from; without a model, the one that asks for a name. */
export interface ModelChoice {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly model?: EndpointModel;
}

export interface ModelChoices {
  readonly placeholder: string;
  readonly items: readonly ModelChoice[];
}

/** Where the models of an endpoint are, as a row will say it. */
export interface ChosenEndpoint {
  readonly provider: Provider;
  readonly baseUrl?: string;
  /** The reference to the key: `${secret:NAME}` or `${env:NAME}`. */
  readonly keyReference?: string;
}

/** The list of an endpoint. Whatever is already in models.json says so. */
export function modelChoices(
  { models, left, unreadable }: EndpointModels,
  known: ModelList | undefined,
  provider: Provider,
): ModelChoices {
  const there = new Set(known?.models.filter((model) => model.provider === provider).map(({ model }) => model));
  const items = models.map((model): ModelChoice => ({
    label: plainLine(model.model, 200),
    description: [
      ...(model.displayName === undefined ? [] : [plainLabel(model.displayName)]),
      ...(there.has(model.model) ? [l10n.t("already in models.json")] : []),
    ].join(" · "),
    detail: [
      ...(model.contextWindow === undefined ? [] : [l10n.t("{0} context", tokensText(model.contextWindow))]),
      ...(model.pricing === undefined ? [] : [priceText(model.pricing)]),
      ...(model.supportsImages === true ? [l10n.t("images")] : []),
      ...(model.supportsTools === false ? [l10n.t("no tools")] : []),
    ].join(" · "),
    model,
  }));
  const notes = [
    models.length === 0 ? l10n.t("This endpoint lists no models") : l10n.t("Choose a model ({0})", models.length),
    ...(left === undefined ? [] : [l10n.t("{0} more are not shown", left)]),
    ...(unreadable === undefined
      ? []
      : [unreadable === 1 ? l10n.t("1 has no usable name") : l10n.t("{0} have no usable name", unreadable)]),
  ];
  return {
    placeholder: notes.join(" · "),
    items: [...items, { label: l10n.t("Type the model's name..."), description: "", detail: "" }],
  };
}

/** The row as it is written. What is not known is left out, so that the server's defaults apply. */
export function rowFor(
  endpoint: ChosenEndpoint,
  model: EndpointModel,
  taken: readonly string[],
): RowFields & { readonly slug: string } {
  return {
    slug: slugFor(model.model, taken),
    model: model.model,
    provider: endpoint.provider,
    base_url: endpoint.baseUrl,
    api_key: endpoint.keyReference,
    display_name: model.displayName,
    max_context_limit: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
    supports_images: model.supportsImages === true ? true : undefined,
    supports_tools: model.supportsTools === false ? false : undefined,
    pricing: model.pricing && {
      input: model.pricing.input,
      cached_input: model.pricing.cachedInput,
      output: model.pricing.output,
    },
  };
}

/** A name for the model here, made of its own as the server would, and free. */
export function slugFor(model: string, taken: readonly string[]): string {
  const name = model.split("/").at(-1) ?? model;
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "model";
  const used = new Set(taken.map((slug) => slug.toLowerCase()));
  let slug = base;
  for (let number = 2; used.has(slug); number++) {
    slug = `${base}-${number}`;
  }

  return slug;
}

/** A name for a key that no other key has. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) {
    free = `${name}_${number}`;
  }

  return free;
}

/** What was done, for the person. */
export function addedText(name: string, path: string, isListedForAuto: boolean): string {
  return isListedForAuto
    ? l10n.t("{0} is in {1} now.", plainLabel(name), plainLine(path))
    : l10n.t(
        "{0} is in {1} now. Auto does not choose it: router.candidates there does not name it.",
        plainLabel(name),
        plainLine(path),
      );
}
