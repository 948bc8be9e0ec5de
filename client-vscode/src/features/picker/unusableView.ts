import type { Model } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { type Clock, availabilityText, isAvailable, timeText } from "../../infrastructure/wording/availability";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";

export type UnusableAction = "setApiKey" | "allow" | "copyPull" | "openInModelsFile" | "wait" | "useAuto";

export interface UnusableRow {
  readonly action: UnusableAction;
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
}

export interface UnusableView {
  readonly title: string;
  readonly placeholder: string;
  readonly rows: readonly UnusableRow[];
}

/** What a person is asked who chose a model that cannot be used now; undefined for one that can. */
export function unusableView(model: Model, hasAuto: boolean, clock: Clock): UnusableView | undefined {
  if (isAvailable(model)) {
    return undefined;
  }

  const name = plainLabel(model.displayName);
  return {
    title: l10n.t("{0} cannot be used now", name),
    placeholder: plainLine(availabilityText(model, clock), 300),
    rows: [...remedies(model), waiting(model, name, clock), ...(hasAuto ? [auto()] : [])],
  };
}

function remedies(model: Model): UnusableRow[] {
  const keyName = keyNameOf(model);
  switch (model.availability.state) {
    case "missingCredential":
      return model.availability.code === "notAllowed" ? [allow()] : keyName === undefined ? [file()] : [key(keyName)];
    case "unauthorized":
    case "outOfCredit":
      return keyName === undefined ? [file()] : [key(keyName)];
    case "notFound":
      return model.provider === "ollama" ? [pull(model)] : [file()];
    case "failing":
      return [file()];
    case "rateLimited":
    case "available":
      return [];
  }
}

function key(name: string): UnusableRow {
  const detail = l10n.t("VS Code's secret storage keeps {0}", plainLine(name));
  return { action: "setApiKey", icon: "key", label: l10n.t("Set API key"), detail };
}

function allow(): UnusableRow {
  const detail = l10n.t("The workspace's models.json may then send the key to the model's endpoint");
  return { action: "allow", icon: "shield", label: l10n.t("Allow the key for this workspace"), detail };
}

function pull({ model }: Model): UnusableRow {
  const detail = plainLine(`ollama pull ${model}`);
  return { action: "copyPull", icon: "copy", label: l10n.t("Copy the command that downloads it"), detail };
}

function file(): UnusableRow {
  const detail = l10n.t("Its row has the endpoint, the model's name and the key's name");
  return { action: "openInModelsFile", icon: "go-to-file", label: l10n.t("Open in models.json"), detail };
}

function waiting({ availability: { until } }: Model, name: string, clock: Clock): UnusableRow {
  return {
    action: "wait",
    icon: "watch",
    label: until === undefined ? l10n.t("Keep it") : l10n.t("Wait until {0}", timeText(new Date(until), clock)),
    detail: l10n.t("{0} stays the active model, and is tried with each task", name),
  };
}

function auto(): UnusableRow {
  const detail = l10n.t("Each task goes to the cheapest model that is good enough");
  return { action: "useAuto", icon: "sparkle", label: l10n.t("Use Auto"), detail };
}
