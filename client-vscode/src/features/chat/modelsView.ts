import type { Model, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { availabilityText, type Clock, isAvailable } from "../../infrastructure/wording/availability";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";
import { modelCostText, tokensText } from "../../infrastructure/wording/numbers";

/** Of a model whose catalog does not say: what most models have at least. In tokens. */
const unknownWindow = 128_000;
const unknownOutput = 4_096;

/** How much a model thinks, as VS Code's picker offers it. */
export const effortOption = "reasoningEffort";

/** A model as VS Code takes it. The fields after `capabilities` are read at run time, though the API only proposes them. */
export interface ChatModel {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly detail: string;
  readonly tooltip: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  readonly capabilities: { readonly imageInput: boolean; readonly toolCalling: boolean };
  /** Whether Chat's own picker has it. Other extensions get it either way. */
  readonly isUserSelectable: boolean;
  readonly maxContextWindowTokens: number;
  readonly category?: "lightweight" | "versatile" | "powerful";
  readonly pricing?: string;
  readonly inputCost?: number;
  readonly outputCost?: number;
  readonly cacheCost?: number;
  readonly warningText?: readonly string[];
  readonly configurationSchema?: object;
}

/** Auto and every model of the catalog. */
export function chatModels(list: ModelList, isUserSelectable: boolean, clock: Clock): ChatModel[] {
  const costs = list.models.filter(({ kind }) => kind === "model").map(({ cost }) => cost);
  return list.models.map((model) => ({
    ...(model.kind === "auto" ? auto(model, list) : concrete(model, costs, clock)),
    isUserSelectable,
  }));
}

type Row = Omit<ChatModel, "isUserSelectable">;

function auto(model: Model, { models }: ModelList): Row {
  const usable = models.filter((each) => each.kind === "model" && isAvailable(each)).length;
  return {
    ...common(model),
    family: "shim-auto",
    detail: l10n.t("the cheapest of {0} that is good enough", usable),
    tooltip: l10n.t("Each task goes to the cheapest model that is good enough. The answer says which one it was."),
  };
}

function concrete(model: Model, costs: readonly number[], clock: Clock): Row {
  const health = availabilityText(model, clock);
  const price = modelCostText(model);
  const window = model.contextWindow === undefined ? [] : [l10n.t("{0} context", tokensText(model.contextWindow))];
  return {
    ...common(model),
    family: plainLabel(model.model),
    detail: [...(health === "" ? [] : [plainLine(health, 60)]), price, ...window].join(" · "),
    tooltip: [plainLine(`${model.provider}/${model.model}`), plainLine(model.card ?? "", 300)]
      .filter((each) => each)
      .join("\n\n"),
    ...categoryOf(model, costs),
    ...(model.pricing && {
      pricing: price,
      inputCost: model.pricing.input,
      outputCost: model.pricing.output,
      ...(model.pricing.cachedInput !== undefined && { cacheCost: model.pricing.cachedInput }),
    }),
    ...(health !== "" && { warningText: [plainLine(health)] }),
    ...(model.provider !== "anthropic" && { configurationSchema: effortSchema() }),
  };
}

function common(model: Model): Omit<Row, "family" | "detail" | "tooltip"> {
  const window = model.contextWindow ?? unknownWindow;
  const output = Math.min(model.maxOutputTokens ?? unknownOutput, Math.floor(window / 2));
  return {
    id: model.slug,
    name: plainLabel(model.displayName),
    version: plainLabel(model.model),
    maxInputTokens: window - output,
    maxOutputTokens: output,
    capabilities: { imageInput: model.supportsImages, toolCalling: model.supportsTools },
    maxContextWindowTokens: window,
  };
}

/** By the catalog's own costs: the cheapest third is lightweight, the most expensive third powerful. */
function categoryOf({ cost }: Model, costs: readonly number[]): Pick<ChatModel, "category"> {
  const cheaper = costs.filter((other) => other < cost).length / Math.max(1, costs.length - 1);
  return costs.length < 2 ? {} : { category: cheaper < 1 / 3 ? "lightweight" : cheaper <= 2 / 3 ? "versatile" : "powerful" };
}

/** A model that knows no effort refuses it once. The server then leaves it out. */
function effortSchema(): object {
  return {
    type: "object",
    properties: {
      [effortOption]: {
        type: "string",
        title: l10n.t("Thinking Effort"),
        enum: ["default", "low", "medium", "high"],
        enumItemLabels: [l10n.t("Default effort"), l10n.t("Low"), l10n.t("Medium"), l10n.t("High")],
        enumDescriptions: [
          l10n.t("The model decides"),
          l10n.t("Faster and cheaper"),
          l10n.t("Balanced"),
          l10n.t("Thinks longer, costs more"),
        ],
        default: "default",
        group: "navigation", // beside the model's name
      },
    },
  };
}
