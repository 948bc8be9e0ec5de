import { env, l10n, Uri, window, workspace } from "vscode";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { plainLabel, plainLine } from "../../infrastructure/wording/names";
import { clientChoices, connectLine, variables } from "./connectionView";
import type { FolderGateway } from "./folderGateway";
import type { Gateways } from "./gateway";
import { output } from "./launch";
import type { Listening } from "./state";

export async function startGateway(shim: Shim, gateways: Gateways): Promise<void> {
  const folder = folderFor(shim);
  const listening = folder && (await started(folder, gateways));
  if (!folder || !listening) {
    return;
  }

  const [copy, page] = [l10n.t("Copy connection"), l10n.t("Open its page")];
  const message = l10n.t("The gateway of {0} listens at {1}.", plainLabel(folder.name), listening.url);
  const chosen = await window.showInformationMessage(message, copy, page);
  if (chosen === copy) {
    await copyConnection(shim, gateways);
  } else if (chosen === page) {
    const link = (await gateways.of(folder).running())?.page; // a link works once
    await env.openExternal(Uri.parse(link ?? listening.url));
  }
}

export async function stopGateway(shim: Shim, gateways: Gateways): Promise<void> {
  const folder = folderFor(shim);
  if (!folder) {
    return;
  }

  const gateway = gateways.of(folder);
  const { kind } = gateway.state;
  await gateways.want(folder, false);
  await gateway.stop();
  if (kind === "other" && (await lasts(gateway))) {
    const stop = l10n.t("Stop it");
    const message = l10n.t("This gateway was not started by VS Code. Other programs may use it.");
    if ((await window.showWarningMessage(message, stop)) !== stop) {
      return;
    }

    await gateway.stopAll();
  }

  window.setStatusBarMessage(l10n.t("The gateway has stopped."), 5_000);
}

export async function copyConnection(shim: Shim, gateways: Gateways): Promise<void> {
  const folder = folderFor(shim);
  const choice =
    folder && (await window.showQuickPick(clientChoices(), { title: l10n.t("Copy connection for ..."), matchOnDetail: true }));
  const listening = choice && (await started(folder, gateways));
  if (!listening) {
    return;
  }

  const { client, label } = choice;
  const { program, args } = await gateways.command();
  const { fsPath } = Uri.parse(folder.uri);
  const windows = process.platform === "win32";
  if (client === "other") {
    const { token } = JSON.parse(await output({ program, args }, "gateway", "token", "--json", "--folder", fsPath)) as {
      token: string;
    };
    await env.clipboard.writeText(variables(listening.url, token, windows));
    void window.showInformationMessage(
      l10n.t("Copied the address and a new token. To end all tokens of this folder: shim-lsp gateway token --revoke"),
    );
    return;
  }

  const parts = { program: [program, ...args] as [string, ...string[]], url: listening.url, folder: fsPath, windows };
  await env.clipboard.writeText(connectLine(client, { ...parts, models: gateways.models(folder) }));
  void window.showInformationMessage(
    l10n.t("Copied. Run it in a terminal to connect {0}; with --undo it takes that back.", label),
  );
}

/** The current folder, if a gateway can serve it. */
function folderFor(shim: Shim): Folder | undefined {
  const folder = shim.folder.current;
  if (!folder?.uri.startsWith("file:")) {
    void window.showInformationMessage(l10n.t("Open a folder first: a gateway serves one folder."));
  } else if (!workspace.isTrusted) {
    void window.showInformationMessage(l10n.t("Trust this workspace first: in Restricted Mode it cannot start a gateway."));
  } else {
    return folder;
  }

  return undefined;
}

async function started(folder: Folder, gateways: Gateways): Promise<Listening | undefined> {
  const gateway = gateways.of(folder);
  await gateways.want(folder, true);
  gateway.start(); // again, if it has failed
  const state = await gateway.settled();
  if (state.kind === "failed") {
    void window.showErrorMessage(l10n.t("The gateway did not start: {0}", plainLine(state.message, 300)));
  }

  return state.kind === "own" || state.kind === "other" ? state : undefined;
}

/** Whether it still answers after a while: another window that had started it would have ended it, by the same setting. */
async function lasts(gateway: FolderGateway): Promise<boolean> {
  for (let look = 0; look < 10; look++) {
    if (!(await gateway.running())) {
      return false;
    }

    await new Promise((resolve) => setTimeout(resolve, 300));
  }

  return true;
}
