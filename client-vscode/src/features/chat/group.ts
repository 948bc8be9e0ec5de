import { commands, type TextDocument, window, WorkspaceEdit, workspace, Range } from "vscode";
import { groupName, vendor } from "./names";
import { withoutGroups } from "./groupView";

/** VS Code's own commands. None is documented, and older versions have none of them. */
export const theirs = {
  manage: "workbench.action.chat.manage",
  addGroup: "lm.addLanguageModelsProviderGroup",
  openGroups: "workbench.action.openLanguageModelsJson",
  openChat: "workbench.action.chat.open",
  closeModal: "workbench.action.closeModalEditor",
  manageTrust: "workbench.trust.manage",
} as const;

/** Opening the Language Models editor enables Chat. A fresh profile has it disabled, and nothing else enables it. */
export async function enableChat(): Promise<void> {
  const before = new Set(window.tabGroups.all.flatMap(({ tabs }) => tabs));
  await commands.executeCommand(theirs.manage);
  await commands.executeCommand(theirs.closeModal);
  await window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => !before.has(tab)));
}

/** Adds the group under which Chat lists the models. With one, Chat does not ask for a sign-in. */
export async function addGroup(): Promise<void> {
  // The field `show` also keeps VS Code from dropping the group when a model's last setting is reset.
  await commands.executeCommand(theirs.addGroup, { name: groupName, vendor, show: "all" });
}

/**
 * Takes our groups out of the file in which VS Code keeps them. It has no command for that, and only its own command finds
 * the file: each profile has another one.
 * @returns whether it was done; if not, the file is open, for a person to do it.
 */
export async function removeGroups(): Promise<boolean> {
  await commands.executeCommand(theirs.openGroups);
  const document = window.activeTextEditor?.document;
  const text = document?.uri.path.endsWith("/chatLanguageModels.json") ? withoutGroups(document.getText(), vendor) : undefined;
  if (!document || text === undefined) {
    return false;
  }

  await replace(document, text);
  await commands.executeCommand("workbench.action.closeActiveEditor");
  return true;
}

async function replace(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  await workspace.applyEdit(edit);
  await document.save();
}
