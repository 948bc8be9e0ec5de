import { type Disposable, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import { sessionFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { fill, pageFolder } from "./panel";

const viewType = "shimLsp.dashboard";

/** Open Routing Dashboard: one panel for each folder, shown again after a reload of the window. */
export function registerDashboard(shim: Shim): Disposable {
  const owned = new Disposables();
  const panels = new Map<string, WebviewPanel>();
  const keep = (panel: WebviewPanel, folder: Folder | undefined) => {
    panels.set(keyOf(folder), panel);
    owned.add(fill(panel, shim, folder));
    panel.onDidDispose(() => panels.delete(keyOf(folder)));
  };

  owned.add(
    registerCommand(commandIds.openDashboard, shim.log, () => {
      const folder = shim.folder.current;
      const open = panels.get(keyOf(folder));
      if (open) {
        open.reveal();
      } else {
        const options = { enableScripts: true, localResourceRoots: [pageFolder(shim)], retainContextWhenHidden: true };
        keep(window.createWebviewPanel(viewType, "", ViewColumn.Active, options), folder);
      }
    }),
  );
  owned.add(
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const uri = uriIn(state);
        const folders = sessionFolders();
        if (uri !== undefined && !panels.has(uri) && folders.some((folder) => keyOf(folder) === uri)) {
          keep(
            panel,
            folders.find((folder) => keyOf(folder) === uri),
          );
        } else {
          panel.dispose(); // its folder was closed meanwhile
        }

        return Promise.resolve();
      },
    }),
  );
  owned.add(
    workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const { uri } of removed) {
        panels.get(uri.toString())?.dispose();
      }
    }),
  );
  return owned;
}

function keyOf(folder: Folder | undefined): string {
  return folder?.uri ?? "";
}

function uriIn(state: unknown): string | undefined {
  const { folder } = typeof state === "object" && state !== null ? (state as Record<string, unknown>) : {};
  return typeof folder === "string" ? folder : undefined;
}
