import type { EndpointParams } from "shim-lsp-client/protocol";
import { l10n, window } from "vscode";
import { addressOf } from "../../infrastructure/catalog/origins";
import { Secret } from "../../infrastructure/keys/secret";
import type { Shim } from "../../infrastructure/shim";
import { keyProblem } from "../../infrastructure/wording/credentials";
import { plainLine } from "../../infrastructure/wording/names";
import { type ChosenEndpoint, freeName } from "./addView";
import { ask, choice, choose, titles } from "./dialogs";
import { addressProblem, isUnencrypted, keyNameFor, originOf, type ProviderChoice, providerChoices } from "./providersView";

/** A key that a person chose for an endpoint. */
export interface ChosenKey {
  readonly name: string;
  readonly reference: string;
  readonly value: string;
  /** Whether it still has to be stored. */
  readonly isNew: boolean;
}

/** An endpoint as a person chose it: what is asked now, and what a row says later. */
export interface Endpoint extends ChosenEndpoint {
  readonly choice: ProviderChoice;
  readonly address: string;
  readonly key?: ChosenKey;
  /** What a call to it is sent. */
  readonly params: EndpointParams<Secret>;
}

/** Asks who serves the model, where, and with which key. Undefined if the person cancels. */
export async function askEndpoint(shim: Shim): Promise<Endpoint | undefined> {
  const chosen = await choose(
    titles.add(),
    l10n.t("Who serves the model? Shim asks the endpoint for its models, and nobody else"),
    providerChoices().map((each) => choice(each, each.icon, each.label, each.detail)),
  );
  const baseUrl = chosen?.asksAddress === true ? await askAddress(chosen) : chosen?.baseUrl;
  if (!chosen || (chosen.asksAddress && baseUrl === undefined)) {
    return undefined;
  }

  const key =
    chosen.key === "none"
      ? "none"
      : await askKey(shim, chosen, addressOf({ ...chosen, ...(baseUrl !== undefined && { baseUrl }) }));
  return key === undefined ? undefined : endpointOf(chosen, baseUrl, key === "none" ? undefined : key);
}

export function endpointOf(chosen: ProviderChoice, baseUrl: string | undefined, key: ChosenKey | undefined): Endpoint {
  const at = { provider: chosen.provider, ...(baseUrl !== undefined && { baseUrl }) };
  return {
    choice: chosen,
    ...at,
    address: addressOf(at),
    ...(key && { key, keyReference: key.reference }),
    params: { ...at, ...(key && { secret: new Secret(key.value) }) },
  };
}

async function askAddress({ label, baseUrl = "" }: ProviderChoice): Promise<string | undefined> {
  const address = await window.showInputBox({
    title: titles.add(),
    prompt: l10n.t("{0}: its address. Shim asks it for its models when you press Enter.", label),
    value: baseUrl,
    validateInput: addressProblem,
    ignoreFocusOut: true,
  });
  return address?.trim().replace(/\/+$/, "");
}

/** The key for an endpoint: one that is there already, a new one, or none. */
export async function askKey(shim: Shim, chosen: ProviderChoice, address: string): Promise<ChosenKey | "none" | undefined> {
  const name = chosen.keyName ?? keyNameFor(address);
  const stored = shim.keyring.names.includes(name) ? await shim.keyring.read(name) : undefined;
  const variable = process.env[name]?.trim();
  const known: ChosenKey[] = [
    ...(stored === undefined ? [] : [{ name, reference: `\${secret:${name}}`, value: stored, isNew: false }]),
    ...(stored !== undefined || variable === undefined || keyProblem(variable) !== undefined
      ? []
      : [{ name, reference: `\${env:${name}}`, value: variable, isNew: false }]),
  ];
  const other = known.length === 0 ? "new" : await chooseKey(known, name, chosen.key === "optional");
  const key = other === "new" ? await typeKey(shim, name, known.length > 0, chosen, address) : other;
  if (key === undefined || key === "none" || !isUnencrypted(address)) {
    return key;
  }

  shim.keyring.hide(key.value);
  return ask(
    l10n.t("Send the key unencrypted?"),
    l10n.t("{0} is not reached by https. Others on the network can read the key and your tasks.", plainLine(originOf(address))),
    [[l10n.t("Send It Anyway"), key]],
  );
}

async function chooseKey(
  known: readonly ChosenKey[],
  name: string,
  isOptional: boolean,
): Promise<ChosenKey | "new" | "none" | undefined> {
  return choose<ChosenKey | "new" | "none">(titles.add(), l10n.t("Which key does it take?"), [
    ...known.map((key) =>
      choice(
        key,
        "key",
        plainLine(name),
        key.reference.startsWith("${env:") ? l10n.t("From the environment") : l10n.t("From VS Code's secret storage"),
      ),
    ),
    choice("new" as const, "edit", l10n.t("Enter a key...")),
    ...(isOptional ? [choice("none" as const, "circle-slash", l10n.t("No key"))] : []),
  ]);
}

async function typeKey(
  shim: Shim,
  name: string,
  isTaken: boolean,
  { label, key }: ProviderChoice,
  address: string,
): Promise<ChosenKey | "none" | undefined> {
  const typed = await window.showInputBox({
    title: titles.add(),
    prompt:
      key === "optional"
        ? l10n.t("The key for {0}; empty if it takes none. VS Code's secret storage keeps it.", plainLine(originOf(address)))
        : l10n.t(
            "Your key for {0}. It goes to {1} and nowhere else. VS Code's secret storage keeps it.",
            label,
            plainLine(originOf(address)),
          ),
    placeHolder: name,
    password: true,
    validateInput: (text) => (key === "optional" && text.trim() === "" ? undefined : keyProblem(text)),
    ignoreFocusOut: true, // a person fetches the key from elsewhere meanwhile
  });
  const value = typed?.trim();
  if (value === undefined || value === "") {
    return value === "" ? "none" : undefined;
  }

  shim.keyring.hide(value);
  const free = freeName(name, [...shim.keyring.names, ...(isTaken ? [name] : [])]);
  return { name: free, reference: `\${secret:${free}}`, value, isNew: true };
}
