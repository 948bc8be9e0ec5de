import { ShimClient } from "./client.js";
import { Connection } from "./connection.js";
import { how, said, ServerEnded, ServerNotStarted } from "./failures.js";
import { type ServerOptions, ServerProcess } from "./process.js";
import { isRequestError, messages } from "./protocol/index.js";

export interface ConnectOptions extends ServerOptions {
  /** Ends the connection when it is aborted, as `dispose` does. If there is none yet, `connect` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How long a program may take for its first answer, in milliseconds, before it counts as no server. */
const patience = 30_000;

/**
 * Starts `shim-lsp rpc` and talks to it. Dispose of the client at the end: while the server runs, Node does too.
 * Rejects with {@link ServerNotStarted} if there is no server to talk to.
 */
export async function connect({ signal, ...options }: ConnectOptions = {}): Promise<ShimClient> {
  signal?.throwIfAborted();
  const process = await ServerProcess.start(options);
  const connection = new Connection(process);
  const client = new ShimClient(connection);
  const dispose = () => void client.dispose();
  signal?.addEventListener("abort", dispose, { once: true });
  void process.ended.then(() => signal?.removeEventListener("abort", dispose));
  if (signal?.aborted) {
    dispose(); // while it started
  }

  let isSilent = false;
  const impatience = setTimeout(() => {
    isSilent = true;
    process.kill();
  }, patience);
  try {
    // The first request: whatever answers it is a server, and from here on no event is missed.
    const events = [messages.activeModelChanged, messages.modelsChanged, messages.availabilityChanged, messages.routed];
    await connection.call(messages.subscribe, { events: events.map(({ name }) => name) });
    return client;
  } catch (error) {
    await client.dispose();
    signal?.throwIfAborted();
    throw notAServer(error, process.commandLine, isSilent);
  } finally {
    clearTimeout(impatience);
  }
}

function notAServer(error: unknown, commandLine: string, isSilent: boolean): unknown {
  const cause = { cause: error };
  if (isSilent) {
    const message = `${commandLine} gave no answer in ${patience / 1_000} s. Is it shim-lsp?`;
    return new ServerNotStarted("noAnswer", message, cause);
  }

  if (error instanceof ServerEnded) {
    const message = `${commandLine} ended (${how(error.end)}) before it answered. Is it shim-lsp?${said(error.end)}`;
    return new ServerNotStarted("ended", message, cause);
  }

  return isRequestError(error)
    ? new ServerNotStarted("refused", `${commandLine} answered, but not as shim-lsp does: ${error.message}`, cause)
    : error;
}
