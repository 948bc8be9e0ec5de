import { type Disposable, l10n, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { nextChange, statusItem } from "./statusView";
import { tooltip } from "./tooltipView";

/** In milliseconds. */
const oneDay = 86_400_000;

/** The one status-bar item: which model the current folder uses, and in its tooltip why. */
export function registerStatusBar({ server, client, sessions, folder }: Shim): Disposable {
  const owned = new Disposables();
  const item = owned.add(window.createStatusBarItem("shimLsp.model", StatusBarAlignment.Left, 100));
  item.name = l10n.t("Shim: active language model");

  let seen = false;
  let over: NodeJS.Timeout | undefined;
  owned.add({ dispose: () => clearTimeout(over) });
  const update = () => {
    const session = sessions.of(folder.current);
    clearTimeout(over);
    const end = nextChange(session, new Date());
    // The server announces the end as well; the yellow must not outlast it if that message is lost. A longer timer would fire at once.
    over = end === undefined || end > oneDay ? undefined : setTimeout(() => void client.refreshAll(), end + 500);
    const view = statusItem(server.state, session);
    const { markdown, enabledCommands } = tooltip(
      server.state,
      session,
      { folders: workspace.workspaceFolders?.length ?? 0 },
      { now: new Date() },
    );

    item.text = view.text;
    item.tooltip = new MarkdownString(markdown, true);
    item.tooltip.isTrusted = { enabledCommands };
    item.backgroundColor = view.warning ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.accessibilityInformation = { label: view.accessibleLabel, role: "button" };
    item.command = commandIds[view.command];
    if (!seen && session.list) {
      seen = true;
      performance.mark("shimLsp.modelShown");
    }
  };

  owned.add(server.onDidChangeState(update));
  owned.add(
    sessions.onDidChange((session) => {
      if (session.folder?.uri === folder.current?.uri) {
        update();
      }
    }),
  );
  owned.add(folder.onDidChange(update));
  owned.add(workspace.onDidChangeWorkspaceFolders(update));
  owned.add(workspace.onDidGrantWorkspaceTrust(update));
  update();
  item.show();
  return owned;
}
