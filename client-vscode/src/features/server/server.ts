import { commands, type Disposable, env, l10n, Uri, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { forgetServerPath, serverPathSetting } from "../../infrastructure/config";
import { Disposables } from "../../infrastructure/disposable";
import type { ServerFailure } from "../../infrastructure/server/state";
import type { Shim } from "../../infrastructure/shim";
import { type FailureAction, failureMessage } from "./failureView";
import { Troubles } from "./troubles";

const dotnetPage = "https://dotnet.microsoft.com/download";

/** Restart Server, Show Output, and a word when the server failed or had to be started again. */
export function registerServer(shim: Shim): Disposable {
  const owned = new Disposables();
  owned.add(registerCommand(commandIds.restartServer, shim.log, () => shim.server.start()));
  owned.add(registerCommand(commandIds.showOutput, shim.log, () => shim.log.show()));

  const troubles = new Troubles();
  owned.add(
    shim.server.onDidChangeState((state) => {
      if (state.kind === "failed") {
        void tellOfFailure(state.failure, shim);
      } else if (troubles.isWorthAWord(state)) {
        void tellOfRecovery(shim);
      }
    }),
  );
  return owned;
}

async function tellOfRecovery(shim: Shim): Promise<void> {
  const output = l10n.t("Show output");
  const message = l10n.t(
    "The Shim server stopped unexpectedly and was restarted. Your model is unchanged; the router cache is empty.",
  );
  if ((await window.showWarningMessage(message, output)) === output) {
    shim.log.show();
  }
}

async function tellOfFailure(failure: ServerFailure, shim: Shim): Promise<void> {
  const { message, buttons } = failureMessage(failure);
  // A warning's toast goes by itself. An error's would stay after the server is back; the yellow item and its tooltip say it as long as it is so.
  const chosen = await window.showWarningMessage(
    message,
    ...buttons.map((button) => ({ title: button.label, action: button.action })),
  );
  if (chosen) {
    await run(chosen.action, shim);
  }
}

async function run(action: FailureAction, shim: Shim): Promise<void> {
  switch (action) {
    case "openSettings":
      await commands.executeCommand("workbench.action.openSettings", serverPathSetting);
      return;
    case "useBundled":
      await forgetServerPath(); // the server is started anew by the change
      return;
    case "getDotnet":
      await env.openExternal(Uri.parse(dotnetPage));
      return;
    case "restart":
      shim.server.start();
      return;
    case "showOutput":
      shim.log.show();
  }
}
