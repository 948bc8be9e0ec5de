import { randomBytes } from "node:crypto";
import { l10n, Uri, type Webview, type WebviewPanel, window, workspace } from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { plainLine } from "../../infrastructure/wording/names";
import { answering } from "./answers";
import { dashboardDocument, dashboardTitle } from "./documentView";
import type { HostMessage, PageMessage, SavedFile } from "./messages";

/** The files that the page is made of, and all that it may load. */
export const pageFolder = (shim: Shim): Uri => Uri.file(shim.asset("dist/dashboard"));

/** Fills a panel with the dashboard of a folder, and answers it until it is closed. */
export function fill(panel: WebviewPanel, shim: Shim, folder: Folder | undefined): Disposables {
  const owned = new Disposables();
  const { webview } = panel;
  const post = (message: HostMessage) => void webview.postMessage(message);
  const tellServer = () => {
    post({ kind: "server", running: shim.server.state.kind === "running" });
  };
  const answer = answering(shim);
  panel.title = dashboardTitle(folder, workspace.workspaceFolders?.length ?? 0);
  owned.add(
    webview.onDidReceiveMessage((message: PageMessage) => {
      switch (message.kind) {
        case "listen":
          tellServer();
          return;
        case "ask":
          void answer(folder, message).then(post);
          return;
        case "save":
          void save(shim, folder, message.file);
      }
    }),
  );
  owned.add(shim.server.onDidChangeState(tellServer));
  owned.add(
    shim.client.onDidNotify((notification) => {
      if (notification.params.workspaceFolder === folder?.uri) {
        post({ kind: "notified", notification });
      }
    }),
  );
  owned.add(panel.onDidDispose(() => owned.dispose()));
  webview.options = { enableScripts: true, localResourceRoots: [pageFolder(shim)] };
  webview.html = html(webview, shim, panel.title, folder);
  return owned;
}

function html(webview: Webview, shim: Shim, title: string, folder: Folder | undefined): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(pageFolder(shim), name)).toString();
  return dashboardDocument({
    title,
    folder: folder?.uri,
    nonce: randomBytes(16).toString("hex"),
    source: webview.cspSource,
    script: file("page.js"),
    style: file("page.css"),
  });
}

async function save(shim: Shim, folder: Folder | undefined, { name, text }: SavedFile): Promise<void> {
  const start = folder ? Uri.parse(folder.uri) : undefined;
  const chosen = await window.showSaveDialog({
    title: l10n.t("Export from the Shim dashboard"),
    ...(start && { defaultUri: Uri.joinPath(start, name) }),
  });
  if (!chosen) {
    return;
  }

  try {
    await workspace.fs.writeFile(chosen, Buffer.from(text, "utf8"));
    window.setStatusBarMessage(l10n.t("Saved {0}", plainLine(name)), 5_000);
  } catch (error) {
    shim.log.error(`Not exported: ${String(error)}`);
    void window.showErrorMessage(
      l10n.t("{0} could not be written: {1}", plainLine(chosen.path, 200), plainLine(String(error), 300)),
    );
  }
}
