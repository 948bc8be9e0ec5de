import { commands, type Disposable, type QuickInputButton, window, workspace } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { inSight, type Listing, listing } from "./filterView";
import { type Item, rowButton, titleButton, toItem } from "./items";
import type { KeptChoices } from "./kept";
import type { ModelEntry, PickerEntry, PickerView, RowButton } from "./pickerEntries";
import { accepted, firstFound, keepSelection, pickerView } from "./pickerView";

/** What a choice and a button do; the window knows only where they are. */
export interface PickerActions {
  choose(folder: Folder | undefined, slug: string): Promise<void>;
  setCandidate(folder: Folder | undefined, slug: string, isCandidate: boolean): Promise<void>;
}

/** From a letter to the rows that are not in sight, in milliseconds: a person who types on does not wait for them. */
const othersAfter = 150;

/**
 * Shows the models, and keeps the list up to date while it is open. It acts on the folder that was current when it opened: a click
 * elsewhere must not change what a choice means.
 */
export function openPicker({ client, sessions, folder, log }: Shim, kept: KeptChoices, actions: PickerActions): Disposable {
  const target = folder.current;
  const owned = new Disposables();
  const picker = owned.add(window.createQuickPick<Item>());
  // VS Code would sort what it finds, and finds one word alone: several ones we look for ourselves.
  Object.assign(picker, { sortByLabel: false });
  picker.matchOnDescription = picker.matchOnDetail = true;
  let view: PickerView;
  let shown = "";
  let listed: List = { entries: [], isWhole: true };

  let others: NodeJS.Timeout | undefined;
  owned.add({ dispose: () => clearTimeout(others) });
  const list = (next: List, active: PickerEntry | undefined, keepsScroll: boolean) => {
    clearTimeout(others);
    // A list that stays is not sent again: VS Code would draw all of it anew.
    if (!isSameList(next, listed)) {
      listed = next;
      picker.keepScrollPosition = keepsScroll;
      picker.items = next.entries.map((entry) => toItem(entry, !next.isWhole));
    }

    picker.activeItems = picker.items.filter((item) => item.entry === active);
  };
  const update = () => {
    const session = sessions.of(target);
    view = pickerView(session, { folders: workspace.workspaceFolders?.length ?? 0 }, { now: new Date() }, kept.now);
    // A list that is replaced loses its cursor for a moment, and an Enter in that moment would choose nothing.
    const content = JSON.stringify(view);
    if (content === shown) {
      return;
    }

    shown = content;
    picker.title = view.title;
    picker.placeholder = view.placeholder;
    picker.busy = session.list === undefined;
    picker.buttons = view.buttons.map(titleButton);
    const before = picker.activeItems[0]?.entry;
    const next = listing(view.items, picker.value);
    list(next, keepSelection(before, next.found), true);
  };
  const typed = (value: string) => {
    const next = listing(view.items, value);
    if (value.trim() === "") {
      list(next, keepSelection(undefined, next.found), false);
      return;
    }

    if (next.isWhole && isSameList(next, listed)) {
      clearTimeout(others);
      return; // VS Code has drawn it already
    }

    const [first, found] = [inSight(next.found), firstFound(next.found)];
    list({ entries: first, isWhole: false }, found, false);
    if (next.isWhole || first !== next.found) {
      others = setTimeout(() => list(next, keepSelection(picker.activeItems[0]?.entry ?? found, next.found), true), othersAfter);
    }
  };
  const failed = (error: unknown) => log.error(`The picker: ${String(error)}`);

  owned.add(
    sessions.onDidChange((session) => {
      if (session.folder?.uri === target?.uri) {
        update();
      }
    }),
  );
  owned.add(picker.onDidChangeValue(typed));
  owned.add(picker.onDidTriggerButton((button) => void pressTitle(button).catch(failed)));
  owned.add(
    picker.onDidTriggerItemButton(({ item: { entry }, button }) => {
      if (entry.kind === "model") {
        void pressRow(entry, button).catch(failed);
      }
    }),
  );
  owned.add(
    picker.onDidAccept(() => {
      const under = picker.selectedItems[0]?.entry;
      const { found, isWhole } = listing(view.items, picker.value);
      const chosen = isWhole && listed.isWhole && under ? under : accepted(under, found);
      if (chosen) {
        picker.hide();
        void accept(chosen).catch(failed);
      }
    }),
  );
  owned.add(picker.onDidHide(() => owned.dispose()));
  update();
  picker.show();
  const look = () => void client.checkLocalEndpoints(target);
  const minute = setInterval(look, 60_000);
  owned.add({ dispose: () => clearInterval(minute) });
  look();
  return owned;

  async function accept(entry: PickerEntry): Promise<void> {
    switch (entry.kind) {
      case "separator":
        return;
      case "notice":
        await commands.executeCommand(noticeCommands[entry.action]);
        return;
      case "model":
        await actions.choose(target, entry.slug);
    }
  }

  async function pressTitle(pressed: QuickInputButton): Promise<void> {
    const button = view.buttons.find((each) => titleButton(each) === pressed);
    switch (button) {
      case undefined:
        return;
      case "byPrice":
      case "byProvider":
        await kept.order(button === "byPrice" ? "price" : "provider");
        update();
        return;
      default:
        picker.hide();
        await commands.executeCommand(titleCommands[button]);
    }
  }

  async function pressRow(model: ModelEntry, pressed: QuickInputButton): Promise<void> {
    const button: RowButton | undefined = model.buttons.find((each) => rowButton(each) === pressed);
    switch (button) {
      case undefined:
        return;
      case "pin":
      case "unpin":
        await kept.pin(model.slug, button === "pin");
        update();
        return;
      case "exclude":
      case "include":
        await actions.setCandidate(target, model.slug, button === "include"); // the server sees the file change, and the list follows
        return;
      case "setApiKey":
        picker.hide();
        await commands.executeCommand(commandIds.setApiKey, model.keyName);
        return;
      case "openInModelsFile":
        picker.hide();
        await commands.executeCommand(commandIds.openModelsFile, model.slug);
    }
  }
}

type List = Pick<Listing, "entries" | "isWhole">;

function isSameList(one: List, other: List): boolean {
  return (
    one.isWhole === other.isWhole &&
    one.entries.length === other.entries.length &&
    one.entries.every((entry, index) => entry === other.entries[index])
  );
}

const noticeCommands = {
  openModelsFile: commandIds.openModelsFile,
  manageTrust: "workbench.trust.manage",
} as const;

const titleCommands = {
  keys: commandIds.setApiKey,
  modelsFile: commandIds.openModelsFile,
  lastDecision: commandIds.showLastDecision,
  dashboard: commandIds.openDashboard,
  useInChat: commandIds.useInChat,
} as const;
