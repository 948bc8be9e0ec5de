import { type ExtensionContext, type LogOutputChannel, window, workspace } from "vscode";
import { Client } from "./client/client";
import { connect } from "./client/connect";
import { Sessions } from "./client/sessions";
import { contextKeys, setContext } from "./commands";
import { serverPath, serverPathSetting, settings } from "./config";
import { Disposables } from "./disposable";
import { CurrentFolder } from "./folders";
import { thisMachine } from "./server/machine";
import { Server } from "./server/server";

/** What a feature is given. */
export interface Shim {
  readonly log: LogOutputChannel;
  readonly server: Server;
  readonly client: Client;
  readonly sessions: Sessions;
  readonly folder: CurrentFolder;
  /** Where a file of the package is. */
  asset(path: string): string;
}

/** Puts the parts together. Nothing is started. */
export function composeShim(context: ExtensionContext, owned: Disposables): Shim {
  const log = owned.add(window.createOutputChannel("ShimLsp", { log: true }));
  const folder = owned.add(new CurrentFolder());
  const sessions = owned.add(new Sessions());
  const server: Server = owned.add(
    new Server({
      log,
      surroundings: () => thisMachine(context.extensionPath, serverPath()),
      connect: (process) =>
        connect(process, {
          options: { settings: settings(), workspaceTrusted: workspace.isTrusted, notifyDecisions: true },
          log,
          told: () => client.told(),
        }),
    }),
  );
  const client = owned.add(new Client(server, sessions, log));

  owned.add(server.onDidChangeState((state) => setContext(contextKeys.running, state.kind === "running")));
  const tellOfDecision = () => {
    setContext(contextKeys.hasDecision, sessions.of(folder.current).lastDecision !== undefined);
  };
  owned.add(sessions.onDidChange(tellOfDecision));
  owned.add(folder.onDidChange(tellOfDecision));
  owned.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(serverPathSetting)) {
        server.start();
      }
    }),
  );
  return { log, server, client, sessions, folder, asset: (path) => context.asAbsolutePath(path) };
}
