import { type ShimError, toShimError } from "shim-lsp-client/protocol";
import { type Disposable, l10n, ProgressLocation, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { Documents } from "./documents";
import { showDecision, showRefusal } from "./explain";

/** Route Selection or Prompt, Show Last Decision, Clear Router Cache. */
export function registerRouting(shim: Shim): Disposable {
  const owned = new Disposables();
  const documents = owned.add(new Documents());
  owned.add(registerCommand(commandIds.route, shim.log, () => route(shim, documents)));
  owned.add(registerCommand(commandIds.showLastDecision, shim.log, () => showLast(shim, documents)));
  owned.add(registerCommand(commandIds.clearCache, shim.log, () => clear(shim)));
  return owned;
}

async function route(shim: Shim, documents: Documents): Promise<void> {
  const folder = shim.folder.current;
  const task = selection() ?? (await prompt());
  if (task === undefined) {
    return;
  }

  try {
    const decision = await window.withProgress(
      { location: ProgressLocation.Window, title: l10n.t("Routing"), cancellable: true },
      (_, cancellation) => shim.client.route(folder, task, cancellation),
    );
    showDecision({ shim, folder, documents }, decision, task);
  } catch (error) {
    refuse(shim, folder, toShimError(error));
  }
}

function showLast(shim: Shim, documents: Documents): void {
  const folder = shim.folder.current;
  const { lastDecision } = shim.sessions.of(folder);
  if (lastDecision) {
    showDecision({ shim, folder, documents }, lastDecision);
  } else {
    void window.showInformationMessage(l10n.t("No task has been routed here yet."));
  }
}

async function clear(shim: Shim): Promise<void> {
  try {
    const { evicted } = await shim.client.invalidateCache(shim.folder.current);
    const cleared =
      evicted === 1
        ? l10n.t("Router cache cleared: 1 decision dropped.")
        : l10n.t("Router cache cleared: {0} decisions dropped.", evicted);
    window.setStatusBarMessage(cleared, 5_000);
  } catch (error) {
    refuse(shim, shim.folder.current, toShimError(error));
  }
}

function refuse(shim: Shim, folder: Folder | undefined, error: ShimError): void {
  switch (error.kind) {
    case "cancelled":
      return; // the person knows
    case "noRoutableModel":
    case "invalidCatalog":
      showRefusal(shim, folder, error);
      return;
    default:
      void window.showErrorMessage(errorText(error, shim.sessions.of(folder).list));
  }
}

function selection(): string | undefined {
  const editor = window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? "";
  return text.trim() === "" ? undefined : text;
}

async function prompt(): Promise<string | undefined> {
  const text = await window.showInputBox({
    title: l10n.t("Route a task"),
    prompt: l10n.t("Nothing is selected. Type a task to see which model would take it. No model receives it."),
    placeHolder: l10n.t("Find out why the cache test is flaky, and fix it"),
    ignoreFocusOut: true,
  });
  return text === undefined || text.trim() === "" ? undefined : text;
}
