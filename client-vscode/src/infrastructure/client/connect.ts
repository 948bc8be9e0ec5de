import type { LogOutputChannel } from "vscode";
import type { LanguageClient, Message } from "vscode-languageclient/node";
import { section } from "../config";
import { revealed, sealed } from "../keys/secret";
import type { ServerProcess } from "../server/process";

/** What `initialize` tells the server, as docs/protocol.md describes it. */
export interface InitializationOptions {
  readonly settings: unknown;
  readonly workspaceTrusted: boolean;
  readonly notifyDecisions: true;
  readonly showProblems: false;
  /** The extension has a picker of its own, and the library would register each command a second time. */
  readonly useCommands: false;
  /** What VS Code finds by the schema is left out, in the files that it has the schema for. */
  readonly schemaDiagnostics: readonly string[];
  /** A catalog in use has its problems in the Problems view whether it is open or not. The server sends them all. */
  readonly diagnoseUnopened: true;
  /** The extension runs `shim.moveKeyToSecretStore`. */
  readonly secretStore: true;
}

/** Any JSON, on disk or not saved yet: the server looks at the text, and leaves alone what is no catalog. */
const documents = ["json", "jsonc"].flatMap((language) => ["file", "untitled"].map((scheme) => ({ language, scheme })));

const textMessages = ["textDocument/didOpen", "textDocument/didChange"];

export interface Connection {
  readonly options: InitializationOptions;
  readonly log: LogOutputChannel;
  /** The server has been told of other folders or settings: what it answers from here on is by those. */
  readonly told: () => void;
}

/**
 * A client for one run of the server, not started yet. It is loaded only here: the protocol's library is most of the bundle,
 * and the status bar need not wait for it. Errors are logged and not shown, because the code that watches the process knows
 * better what they mean.
 */
export async function connect(process: ServerProcess, { options, log, told }: Connection): Promise<LanguageClient> {
  const { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, StreamMessageReader, StreamMessageWriter } =
    await import("./languageClient.js");
  class QuietClient extends LanguageClient {
    override error(message: string, data?: unknown): void {
      super.error(message, data, false);
    }
  }

  // The last step before the server's stdin. What traces a message, or complains of one, has the sealed one.
  class RevealingWriter extends StreamMessageWriter {
    override write(message: Message): Promise<void> {
      return super.write(revealed(message));
    }
  }

  const transports = { reader: new StreamMessageReader(process.output), writer: new RevealingWriter(process.input) };
  return new QuietClient(section, log.name, () => Promise.resolve(transports), {
    documentSelector: documents,
    initializationOptions: options,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      sendNotification: (type, next, params) => {
        const isText = textMessages.includes(typeof type === "string" ? type : type.method);
        return next(type, isText ? (sealed(params) as typeof params) : params);
      },
      workspace: {
        didChangeWorkspaceFolders: async (event, next) => {
          await next(event);
          told();
        },
        didChangeConfiguration: async (sections, next) => {
          await next(sections);
          told();
        },
      },
    },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true, message: "The connection to the server is closed." }),
    },
  });
}
