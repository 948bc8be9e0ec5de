import type { Model } from "shim-lsp-client/protocol";
import { commands, env, l10n, type QuickPickItem, ThemeIcon, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { isAvailable } from "../../infrastructure/wording/availability";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { type UnusableRow, unusableView } from "./unusableView";

interface Item extends QuickPickItem {
  readonly row: UnusableRow;
}

/** Asks what to do about a model that was chosen and cannot be used. The question goes by itself when the model can be used. */
export function askAboutUnusable(shim: Shim, folder: Folder | undefined, model: Model, useAuto: () => Promise<void>): void {
  const now = () => shim.sessions.of(folder).list?.models.find(({ slug }) => slug === model.slug);
  const hasAuto = shim.sessions.of(folder).list?.models.some(({ kind }) => kind === "auto") ?? false;
  const view = unusableView(model, hasAuto, { now: new Date() });
  if (view === undefined) {
    return;
  }

  const owned = new Disposables();
  const picker = owned.add(window.createQuickPick<Item>());
  picker.title = view.title;
  picker.placeholder = view.placeholder;
  picker.items = view.rows.map((row) => ({ row, label: row.label, detail: row.detail, iconPath: new ThemeIcon(row.icon) }));
  owned.add(
    picker.onDidAccept(() => {
      const chosen = picker.selectedItems[0]?.row;
      picker.hide();
      if (chosen) {
        void run(chosen).catch((error: unknown) => shim.log.error(`${chosen.action}: ${String(error)}`));
      }
    }),
  );
  owned.add(
    shim.sessions.onDidChange((session) => {
      const current = now();
      if (session.folder?.uri === folder?.uri && (current === undefined || isAvailable(current))) {
        picker.hide();
      }
    }),
  );
  owned.add(picker.onDidHide(() => owned.dispose()));
  picker.show();

  async function run({ action }: UnusableRow): Promise<void> {
    switch (action) {
      case "setApiKey":
        await commands.executeCommand(commandIds.setApiKey, keyNameOf(model));
        return;
      case "allow":
        await commands.executeCommand(commandIds.allowKey, model.slug);
        return;
      case "copyPull":
        await env.clipboard.writeText(`ollama pull ${model.model}`);
        window.setStatusBarMessage(l10n.t("Copied. Run it in a terminal."), 5_000);
        return;
      case "openInModelsFile":
        await commands.executeCommand(commandIds.openModelsFile, model.slug);
        return;
      case "wait":
        return;
      case "useAuto":
        await useAuto();
    }
  }
}
