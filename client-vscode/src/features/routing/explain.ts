import { type Decision, toShimError } from "shim-lsp-client/protocol";
import { commands, env, l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { nameOf, plainLabel, plainLine } from "../../infrastructure/wording/names";
import { decisionDocument } from "./decisionDocument";
import type { Documents } from "./documents";
import { type Explanation, type ExplanationItem, explanation } from "./explanationView";
import { type Refusal, refusal } from "./refusalView";

interface Item extends QuickPickItem {
  readonly shown: ExplanationItem;
}

/** Where a decision is shown, and what can be done from there. */
export interface Shown {
  readonly shim: Shim;
  readonly folder: Folder | undefined;
  readonly documents: Documents;
}

/**
 * Shows why a task goes to a model. Enter closes it; what changes something is a button, so that nothing happens by accident.
 * @param task what was routed, to be asked of the model; undefined if only the decision is known
 */
export function showDecision({ shim, folder, documents }: Shown, decision: Decision, task?: string): void {
  const { list } = shim.sessions.of(folder);
  const ask: QuickInputButton = {
    iconPath: new ThemeIcon("comment-discussion"),
    tooltip: l10n.t("Ask here: Chat with this model"),
  };
  const copy: QuickInputButton = { iconPath: new ThemeIcon("copy"), tooltip: l10n.t("Copy the model's name") };
  const pin: QuickInputButton = { iconPath: new ThemeIcon("pin"), tooltip: l10n.t("Use this model for every task") };
  const open: QuickInputButton = { iconPath: new ThemeIcon("open-preview"), tooltip: l10n.t("Open as a document") };
  show(shim, folder, explanation(decision, list), [...(task === undefined ? [] : [ask]), copy, pin, open], async (button) => {
    switch (button) {
      case ask:
        await commands.executeCommand(commandIds.askInChat, decision.slug, task);
        return;
      case copy:
        await env.clipboard.writeText(decision.model);
        window.setStatusBarMessage(l10n.t("Copied {0}", plainLine(decision.model)), 3_000);
        return;
      case pin:
        await use(shim, folder, decision.slug);
        return;
      default: {
        const name = l10n.t("Routed to {0}", plainLabel(nameOf(decision.slug, list)));
        await documents.show(name, decision.decisionId, decisionDocument(decision, list));
      }
    }
  });
}

/** Shows why no model was found. */
export function showRefusal(shim: Shim, folder: Folder | undefined, error: Refusal): void {
  show(shim, folder, refusal(error, shim.sessions.of(folder).list), [], () => Promise.resolve());
}

function show(
  shim: Shim,
  folder: Folder | undefined,
  { title, placeholder, items }: Explanation,
  buttons: readonly QuickInputButton[],
  press: (button: QuickInputButton) => Promise<void>,
): void {
  const owned = new Disposables();
  const picker = owned.add(window.createQuickPick<Item>());
  const pin: QuickInputButton = { iconPath: new ThemeIcon("pin"), tooltip: l10n.t("Use this model for every task") };
  const key: QuickInputButton = { iconPath: new ThemeIcon("key"), tooltip: l10n.t("Set API key") };
  picker.title = title;
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.buttons = [...buttons];
  picker.items = items.map((item) => toItem(item, pin, key));
  owned.add(
    picker.onDidTriggerButton((button) => {
      picker.hide();
      void press(button);
    }),
  );
  owned.add(
    picker.onDidTriggerItemButton(({ item: { shown }, button }) => {
      picker.hide();
      if (shown.kind === "candidate" && button === key) {
        void commands.executeCommand(commandIds.setApiKey, shown.keyName);
      } else if (shown.kind === "candidate") {
        void use(shim, folder, shown.slug);
      }
    }),
  );
  owned.add(picker.onDidAccept(() => picker.hide()));
  owned.add(picker.onDidHide(() => owned.dispose()));
  picker.show();
}

async function use(shim: Shim, folder: Folder | undefined, slug: string): Promise<void> {
  try {
    await shim.client.switchModel(folder, slug);
  } catch (error) {
    void window.showErrorMessage(errorText(toShimError(error), shim.sessions.of(folder).list));
  }
}

function toItem(shown: ExplanationItem, pin: QuickInputButton, key: QuickInputButton): Item {
  switch (shown.kind) {
    case "separator":
      return { shown, label: shown.label, kind: QuickPickItemKind.Separator };
    case "candidate":
      return {
        shown,
        iconPath: new ThemeIcon(shown.icon),
        label: shown.label,
        description: shown.description,
        ...(shown.detail !== undefined && { detail: shown.detail }),
        buttons: shown.keyName === undefined ? [pin] : [key, pin],
      };
    case "fact":
      return { shown, label: shown.label, description: shown.description };
  }
}
