import { l10n, type QuickInputButton, type QuickPickItem, QuickPickItemKind, ThemeIcon } from "vscode";
import type { PickerEntry, RowButton, TitleButton } from "./pickerEntries";

export interface Item extends QuickPickItem {
  readonly entry: PickerEntry;
}

/** An entry as VS Code shows it: always, if it has passed our own filter, or else if VS Code's own finds it. */
export function toItem(entry: PickerEntry, alwaysShow: boolean): Item {
  switch (entry.kind) {
    case "separator":
      return { entry, label: entry.label, kind: QuickPickItemKind.Separator };
    case "notice":
      return { entry, iconPath: new ThemeIcon(entry.icon), label: entry.label, detail: entry.detail, alwaysShow };
    case "model":
      return {
        entry,
        iconPath: new ThemeIcon(entry.icon),
        label: entry.label,
        description: entry.description,
        detail: entry.detail,
        buttons: entry.buttons.map(rowButton),
        alwaysShow,
      };
  }
}

const buttons = new Map<string, QuickInputButton>();

/** One object for each button: VS Code hands back the one that was pressed. */
function button(id: string, icon: string, tooltip: string): QuickInputButton {
  const made = buttons.get(id) ?? { iconPath: new ThemeIcon(icon), tooltip };
  buttons.set(id, made);
  return made;
}

export function rowButton(id: RowButton): QuickInputButton {
  switch (id) {
    case "setApiKey":
      return button(id, "key", l10n.t("Set API key"));
    case "pin":
      return button(id, "star-empty", l10n.t("Pin to the top of this list"));
    case "unpin":
      return button(id, "star-full", l10n.t("Unpin"));
    case "exclude":
      return button(id, "exclude", l10n.t("Exclude from Auto"));
    case "include":
      return button(id, "add", l10n.t("Include in Auto"));
    case "openInModelsFile":
      return button(id, "go-to-file", l10n.t("Open in models.json"));
  }
}

export function titleButton(id: TitleButton): QuickInputButton {
  switch (id) {
    case "byPrice":
      return button(id, "sort-precedence", l10n.t("Order by price"));
    case "byProvider":
      return button(id, "list-tree", l10n.t("Group by provider"));
    case "keys":
      return button(id, "key", l10n.t("Set an API key"));
    case "modelsFile":
      return button(id, "go-to-file", l10n.t("Open the models file"));
    case "lastDecision":
      return button(id, "info", l10n.t("Show the last decision"));
    case "dashboard":
      return button(id, "graph", l10n.t("Open the dashboard"));
    case "useInChat":
      return button(id, "comment-discussion", l10n.t("Use in Chat"));
  }
}
