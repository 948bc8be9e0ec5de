import { ServerNotRunning } from "./protocol/index.js";

/** How a run of the server ended. */
export interface ServerEnd {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote to stderr, at most 40. */
  readonly lastWords: readonly string[];
}

export type NotStarted = "notFound" | "notAllowed" | "noFolder" | "noAnswer" | "ended" | "refused";

/** `connect` found no server to talk to. The message says what to do. */
export class ServerNotStarted extends ServerNotRunning {
  override readonly name = "ServerNotStarted";

  constructor(
    readonly reason: NotStarted,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The server ended by itself. Whatever waits for an answer is rejected with this, and so is each later request. */
export class ServerEnded extends ServerNotRunning {
  override readonly name = "ServerEnded";

  constructor(readonly end: ServerEnd) {
    super(`The server ended (${how(end)}). Connect again.${said(end)}`);
  }
}

/** The client was disposed of: by the caller, or by the signal that `connect` got. */
export class ClientDisposed extends ServerNotRunning {
  override readonly name = "ClientDisposed";

  constructor() {
    super("This client is disposed. Connect again.");
  }
}

export function how({ code, signal }: ServerEnd): string {
  return signal ?? `exit code ${code}`;
}

export function said({ lastWords }: ServerEnd): string {
  return lastWords.length > 0 ? `\n${lastWords.join("\n")}` : "";
}
