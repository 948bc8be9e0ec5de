import { type ExtensionContext, type LogOutputChannel, type Memento, window, workspace } from "vscode";
import { schemaFiles } from "./catalog/places";
import { Client } from "./client/client";
import { connect } from "./client/connect";
import { Endpoints } from "./client/endpoints";
import { Sessions } from "./client/sessions";
import { contextKeys, setContext } from "./commands";
import { serverPath, serverPathSetting, settings } from "./config";
import { Disposables } from "./disposable";
import { CurrentFolder, sessionFolders } from "./folders";
import { Handover } from "./keys/handover";
import { Keyring } from "./keys/keyring";
import { cleaning, Redaction } from "./keys/redaction";
import { type Command, locate } from "./server/locate";
import { thisMachine } from "./server/machine";
import { Server } from "./server/server";
import type { ServerFailure } from "./server/state";

/** What a feature is given. */
export interface Shim {
  readonly log: LogOutputChannel;
  readonly server: Server;
  readonly client: Client;
  readonly endpoints: Endpoints;
  readonly sessions: Sessions;
  readonly folder: CurrentFolder;
  readonly keyring: Keyring;
  readonly handover: Handover;
  /** What is remembered of the person, in all windows. */
  readonly memory: Memento;
  /** The server's program, for its other commands. */
  program(): Promise<Command | ServerFailure>;
  /** Where a file of the package is. */
  asset(path: string): string;
}

/** Puts the parts together. Nothing is started. */
export function composeShim(context: ExtensionContext, owned: Disposables): Shim {
  const redaction = new Redaction();
  const log = owned.add(cleaning(window.createOutputChannel("ShimLsp", { log: true }), redaction));
  const folder = owned.add(new CurrentFolder());
  const sessions = owned.add(new Sessions());
  const surroundings = () => thisMachine(context.extensionPath, serverPath());
  const server: Server = owned.add(
    new Server({
      log,
      surroundings,
      connect: (process) =>
        connect(process, {
          options: {
            settings: settings(),
            workspaceTrusted: workspace.isTrusted,
            notifyDecisions: true,
            showProblems: false,
            useCommands: false,
            schemaDiagnostics: schemaFiles,
            diagnoseUnopened: true,
            secretStore: true,
          },
          log,
          told: () => client.told(),
        }),
    }),
  );
  const keyring = owned.add(new Keyring(context.secrets, context.globalState, redaction, log));
  const handover = new Handover({
    names: () => keyring.names,
    read: (name) => keyring.read(name),
    folders: sessionFolders,
    send: (where, name, secret) => client.setCredential(where, name, secret),
  });
  const client: Client = owned.add(new Client(server, sessions, handover, log));

  owned.add(server.onDidChangeState((state) => setContext(contextKeys.running, state.kind === "running")));
  const tellOfKeys = () => setContext(contextKeys.hasKeys, keyring.names.length > 0);
  tellOfKeys();
  owned.add(
    keyring.onDidChange(({ name, value }) => {
      tellOfKeys();
      void handover.follow(name, value).then((news) => (news ? client.refreshAll() : undefined));
    }),
  );
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
  const memory = context.globalState;
  return {
    log,
    server,
    client,
    endpoints: new Endpoints(server, log),
    sessions,
    folder,
    keyring,
    handover,
    memory,
    program: () => locate(surroundings()),
    asset: (path) => context.asAbsolutePath(path),
  };
}
