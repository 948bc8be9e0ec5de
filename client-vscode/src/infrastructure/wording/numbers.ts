import type { Model, Pricing } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** A score, 0 to 1, with the two digits that docs/routing.md uses. */
export function scoreText(score: number): string {
  return score.toFixed(2);
}

/** A relative cost in the catalog's own unit: as many digits as it has, and no more than a person would compare. */
export function costText(cost: number): string {
  return String(Number(cost.toPrecision(3)));
}

/** US dollars, with two decimals, or as many as it takes to show two significant digits. */
export function dollars(amount: number): string {
  const size = Math.abs(amount);
  const digits = size === 0 || size >= 0.01 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(size)));
  return `${amount < 0 ? "−" : ""}$${size.toFixed(digits)}`;
}

/** Into and out of the model, in dollars per million tokens, as price lists write it. */
export function priceText({ input, output }: Pricing): string {
  return input === 0 && output === 0 ? l10n.t("free") : l10n.t("{0}/{1} per 1M", price(input), price(output));
}

/** A price is written as its catalog writes it: $3, not $3.00. */
function price(amount: number): string {
  return `$${costText(amount)}`;
}

/** What a model costs, by its prices if the catalog states them. */
export function modelCostText(model: Pick<Model, "pricing" | "cost">): string {
  return model.pricing ? priceText(model.pricing) : l10n.t("cost {0}", costText(model.cost));
}

/** A number of tokens: 200k, 1M. */
export function tokensText(tokens: number): string {
  const [amount, unit] = tokens >= 1_000_000 ? [tokens / 1_000_000, "M"] : tokens >= 1_000 ? [tokens / 1_000, "k"] : [tokens, ""];
  return `${Number(amount.toPrecision(3))}${unit}`;
}

export function durationText(microseconds: number): string {
  return microseconds >= 1_000_000
    ? `${(microseconds / 1_000_000).toFixed(1)} s`
    : `${Number((microseconds / 1_000).toPrecision(2))} ms`;
}
