import {
  commands,
  type Disposable,
  l10n,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
  workspace,
} from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import { toShimError } from "../../infrastructure/protocol/errors";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { keepSelection, type ModelEntry, type PickerButton, type PickerEntry, pickerView } from "./pickerView";

interface Item extends QuickPickItem {
  readonly entry: PickerEntry;
}

/** Switch Model: shows the models, and keeps the list up to date while it is open. */
export function registerPicker(shim: Shim): Disposable {
  return registerCommand(commandIds.switchModel, shim.log, () => open(shim));
}

/** It acts on the folder that was current when it opened. A click elsewhere must not change what a choice means. */
function open(shim: Shim): void {
  const { sessions, folder } = shim;
  const target = folder.current;
  const owned = new Disposables();
  const picker = owned.add(window.createQuickPick<Item>());
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;

  let shown = "";
  const update = () => {
    const session = sessions.of(target);
    const view = pickerView(session, { folders: workspace.workspaceFolders?.length ?? 0 }, { now: new Date() });
    // A list that is replaced loses its cursor for a moment, and an Enter in that moment would choose nothing.
    const next = JSON.stringify(view);
    if (next === shown) {
      return;
    }

    shown = next;
    const before = picker.activeItems[0]?.entry;
    picker.title = view.title;
    picker.placeholder = view.placeholder;
    picker.busy = session.list === undefined;
    picker.keepScrollPosition = true;
    picker.items = view.items.map(toItem);
    const active = keepSelection(before, view.items);
    picker.activeItems = picker.items.filter((item) => item.entry === active);
  };

  owned.add(
    sessions.onDidChange((session) => {
      if (session.folder?.uri === target?.uri) {
        update();
      }
    }),
  );
  owned.add(
    picker.onDidTriggerItemButton(({ item: { entry, buttons }, button }) => {
      picker.hide();
      if (entry.kind === "model") {
        void press(entry, entry.buttons[buttons?.indexOf(button) ?? -1]);
      }
    }),
  );
  owned.add(
    picker.onDidAccept(() => {
      const chosen = picker.selectedItems[0]?.entry;
      if (chosen) {
        picker.hide();
        void choose(chosen);
      }
    }),
  );
  owned.add(picker.onDidHide(() => owned.dispose()));
  update();
  picker.show();

  async function choose(entry: PickerEntry): Promise<void> {
    switch (entry.kind) {
      case "separator":
        return;
      case "notice":
        await commands.executeCommand(noticeCommands[entry.action]);
        return;
      case "model":
        try {
          await shim.client.switchModel(target, entry.slug);
        } catch (error) {
          void window.showErrorMessage(errorText(toShimError(error), sessions.of(target).list));
        }
    }
  }
}

async function press(model: ModelEntry, button: PickerButton | undefined): Promise<void> {
  switch (button) {
    case "setApiKey":
      await commands.executeCommand(commandIds.setApiKey, model.keyName);
      return;
    case "openInModelsFile":
      await commands.executeCommand(commandIds.openModelsFile, model.slug);
      return;
    case undefined:
      return;
  }
}

const noticeCommands = {
  openModelsFile: commandIds.openModelsFile,
  manageTrust: "workbench.trust.manage",
} as const;

function toItem(entry: PickerEntry): Item {
  switch (entry.kind) {
    case "separator":
      return { entry, label: entry.label, kind: QuickPickItemKind.Separator };
    case "notice":
      return { entry, iconPath: new ThemeIcon(entry.icon), label: entry.label, detail: entry.detail, alwaysShow: true };
    case "model":
      return {
        entry,
        iconPath: new ThemeIcon(entry.icon),
        label: entry.label,
        description: entry.description,
        detail: entry.detail,
        buttons: entry.buttons.map(toButton),
      };
  }
}

function toButton(button: PickerButton): QuickInputButton {
  switch (button) {
    case "setApiKey":
      return { iconPath: new ThemeIcon("key"), tooltip: l10n.t("Set API key") };
    case "openInModelsFile":
      return { iconPath: new ThemeIcon("go-to-file"), tooltip: l10n.t("Open in models.json") };
  }
}
