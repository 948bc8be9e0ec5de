import type { ModelList } from "shim-lsp-client/protocol";
import { type Disposable, l10n, ThemeIcon, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import { sessionFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { keyProblem, nameProblem } from "../../infrastructure/wording/credentials";
import { type KeyMessage, keyPrompt, keyRemoved, type KeyRow, keysToRemove, keysToSet, keySet } from "./keysView";

/** Set API Key, for a given name if there is one, and Remove API Key. Both apply to all folders and all windows. */
export function registerKeys(shim: Shim): Disposable {
  const owned = new Disposables();
  owned.add(
    registerCommand(
      commandIds.setApiKey,
      shim.log,
      (name) => set(shim, typeof name === "string" && nameProblem(name) === undefined ? name : undefined), // a menu hands a resource
    ),
  );
  owned.add(registerCommand(commandIds.removeApiKey, shim.log, () => remove(shim)));
  return owned;
}

async function set(shim: Shim, asked: string | undefined): Promise<void> {
  const name = asked ?? (await chooseName(shim));
  const value = name === undefined ? undefined : await askForKey(name, shim);
  if (name === undefined || value === undefined) {
    return;
  }

  try {
    await shim.keyring.store(name, value);
  } catch (error) {
    shim.log.error(`VS Code's secret storage did not take the key ${name}: ${String(error)}`);
    void window.showErrorMessage(l10n.t("VS Code could not store the key {0}, so it is not used. See Shim: Show Output.", name));
    return;
  }

  const handed = await shim.handover.give(name, value);
  await shim.client.refreshAll();
  tell(keySet(name, handed, lists(shim)));
}

async function remove(shim: Shim): Promise<void> {
  const rows = keysToRemove(lists(shim), shim.keyring.names);
  const chosen = await window.showQuickPick(rows.map(toItem), {
    title: l10n.t("Remove API key"),
    placeHolder:
      rows.length === 0 ? l10n.t("No key is stored") : l10n.t("Choose the key to remove from VS Code's secret storage"),
    matchOnDetail: true,
  });
  if (chosen?.name === undefined) {
    return;
  }

  await shim.keyring.remove(chosen.name);
  const handed = await shim.handover.give(chosen.name, undefined);
  await shim.client.refreshAll();
  tell(keyRemoved(chosen.name, handed, lists(shim)));
}

async function chooseName(shim: Shim): Promise<string | undefined> {
  const rows = keysToSet(lists(shim), shim.keyring.names);
  if (rows.length === 0) {
    return askForName();
  }

  const other = { label: l10n.t("Another name..."), iconPath: new ThemeIcon("edit"), alwaysShow: true, name: undefined };
  const chosen = await window.showQuickPick([...rows.map(toItem), other], {
    title: l10n.t("Set API key"),
    placeHolder: l10n.t("Choose the name that models.json gives the key"),
    matchOnDetail: true,
  });
  return chosen === other ? askForName() : chosen?.name;
}

async function askForName(): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: l10n.t("Set API key"),
    prompt: l10n.t('The name that models.json gives it: NAME in "${env:NAME}" or "${secret:NAME}".'),
    placeHolder: "ANTHROPIC_API_KEY",
    validateInput: nameProblem,
    ignoreFocusOut: true,
  });
  return name?.trim();
}

async function askForKey(name: string, shim: Shim): Promise<string | undefined> {
  const { title, placeholder, prompt } = keyPrompt(name, lists(shim));
  const value = await window.showInputBox({
    title,
    placeHolder: placeholder,
    prompt,
    password: true,
    validateInput: keyProblem,
    ignoreFocusOut: true, // a person fetches the key from elsewhere meanwhile
  });
  return value?.trim();
}

function toItem({ name, icon, label, description, detail }: KeyRow) {
  return { name, iconPath: new ThemeIcon(icon), label, description, detail };
}

function lists({ sessions }: Shim): readonly ModelList[] {
  return sessionFolders()
    .map((folder) => sessions.of(folder).list)
    .filter((list) => list !== undefined);
}

function tell({ severity, text }: KeyMessage): void {
  void (severity === "warning" ? window.showWarningMessage(text) : window.showInformationMessage(text));
}
