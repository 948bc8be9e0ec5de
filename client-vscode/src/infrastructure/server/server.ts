import { setTimeout as delay } from "node:timers/promises";
import { ServerNotRunning } from "shim-lsp-client/protocol";
import { type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Disposables } from "../disposable";
import { endsInARow, pauseAfter } from "./backoff";
import { type Command, locate, type Surroundings } from "./locate";
import { ServerProcess } from "./process";
import type { ServerFailure, ServerState } from "./state";

/** How long a program may take to answer `initialize`, in milliseconds, before it counts as no server. */
const patience = 10_000;

/** How long a server may take to say good-bye, in milliseconds. VS Code gives an extension about five seconds to end. */
const farewell = 2_000;

export interface ServerOptions {
  readonly log: LogOutputChannel;
  surroundings(): Surroundings;
  connect(process: ServerProcess): Promise<LanguageClient>;
}

/**
 * Keeps one server running: finds it, starts it, and starts it again when it ends by itself, with a pause that grows, until
 * it has ended too often. All of that is one loop, so there is never a second server, whatever happens in which order.
 */
export class Server implements Disposable {
  private readonly owned = new Disposables();
  private readonly stateChanged = this.owned.add(new EventEmitter<ServerState>());
  private readonly connected = this.owned.add(new EventEmitter<LanguageClient>());
  private current: ServerState = { kind: "stopped" };
  private client: LanguageClient | undefined;
  private stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  readonly onDidChangeState = this.stateChanged.event;

  /** A client that is not started yet. Listen to the server's messages here, from the first one on. */
  readonly onWillConnect = this.connected.event;

  constructor(private readonly options: ServerOptions) {}

  get state(): ServerState {
    return this.current;
  }

  /** Starts a server, in place of the one that runs. */
  start(): void {
    const before = this.end();
    const stop = this.stopping.signal;
    this.set({ kind: "starting" });
    this.loop = before
      .then(() => this.keepRunning(stop))
      .catch((error: unknown) => {
        this.options.log.error(`The server could not be watched any longer: ${String(error)}`);
        this.set({ kind: "failed", failure: { kind: "cannotStart", command: "", message: String(error) } });
      });
  }

  /** Ends the server and waits until it is gone. */
  async stop(): Promise<void> {
    await this.end();
    this.set({ kind: "stopped" });
  }

  /** The client of the server that runs, or of the one that is being started. Rejects where none will come by itself. */
  async running(): Promise<LanguageClient> {
    while (this.current.kind === "starting" || this.current.kind === "recovering") {
      await new Promise<void>((resolve) => {
        const subscription = this.onDidChangeState(() => {
          subscription.dispose();
          resolve();
        });
      });
    }

    if (this.current.kind !== "running" || this.client === undefined) {
      throw new ServerNotRunning();
    }

    return this.client;
  }

  dispose(): void {
    this.stopping.abort();
    this.owned.dispose();
  }

  /** What was started before is asked to end. Whatever comes next waits for that, so that no two ever run side by side. */
  private end(): Promise<void> {
    this.stopping.abort();
    this.stopping = new AbortController();
    return this.loop;
  }

  private async keepRunning(stop: AbortSignal): Promise<void> {
    for (let ends = 0; !stop.aborted;) {
      const surroundings = this.options.surroundings();
      const isConfigured = surroundings.configuredPath !== undefined;
      const found = await locate(surroundings);
      const process = "kind" in found ? found : await launch(found);
      const startedAt = performance.now();
      const exit = process instanceof ServerProcess ? await this.serve(process, stop) : process;
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it is asked to stop while we wait
      if (stop.aborted) {
        return;
      }

      if (typeof exit !== "string") {
        this.options.log.error(`No server: ${JSON.stringify(exit)}`);
        this.set({ kind: "failed", failure: { ...exit, ...(isConfigured && { isConfigured }) } });
        return;
      }

      ends = endsInARow(ends, performance.now() - startedAt);
      const pause = pauseAfter(ends);
      this.options.log.warn(`The server ended by itself (${exit}).`);
      if (pause === undefined) {
        this.set({ kind: "failed", failure: { kind: "keepsEnding", times: ends, exit, ...(isConfigured && { isConfigured }) } });
        return;
      }

      this.set({ kind: "recovering", attempt: ends });
      await delay(pause, undefined, { signal: stop }).catch(() => undefined); // stopped in the pause: the loop's condition sees it
    }
  }

  /** One run, from `initialize` to its reported end; a failure if the program is not a server. */
  private async serve(process: ServerProcess, stop: AbortSignal): Promise<string | ServerFailure> {
    const over = new AbortController(); // ends what waits for this run
    try {
      const client = await this.options.connect(process);
      this.connected.fire(client);
      const first = await Promise.race([
        client.start().then(
          () => "ready" as const,
          () => process.ended, // it ended, or was not understood
        ),
        process.ended,
        aborted(stop),
        delay(patience, "silent" as const, { signal: over.signal }),
      ]);
      if (first === "silent") {
        return { kind: "noAnswer", command: process.command, seconds: patience / 1_000 };
      }

      if (first === "ready") {
        this.client = client;
        this.set({ kind: "running" });
        const closed = new Promise<void>((resolve) => client.onDidChangeState(() => client.isRunning() || resolve()));
        await Promise.race([process.ended, aborted(stop), closed]);
        this.client = undefined;
        // The next client registers the same commands, so this one has to be through with its own before.
        await Promise.race([
          process.isAlive ? sayGoodBye(process, client) : closed,
          delay(farewell, undefined, { signal: over.signal }),
        ]);
      }
    } finally {
      over.abort();
      process.kill(); // nothing is left behind, however this run came to its end
    }

    const exit = await process.ended;
    process.lastWords.forEach((line) => this.options.log.debug(line));
    return exit;
  }

  private set(state: ServerState): void {
    this.current = state;
    this.stateChanged.fire(state);
  }
}

async function launch(command: Command): Promise<ServerProcess | ServerFailure> {
  try {
    return await ServerProcess.start(command);
  } catch (error) {
    return { kind: "cannotStart", command: command.program, message: error instanceof Error ? error.message : String(error) };
  }
}

/** A server that listens ends by itself when it is asked to. One that does not is killed. */
async function sayGoodBye(process: ServerProcess, client: LanguageClient): Promise<void> {
  await client.stop(farewell).catch(() => undefined);
  await process.ended;
}

function aborted(signal: AbortSignal): Promise<"aborted"> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve("aborted");
    } else {
      signal.addEventListener("abort", () => resolve("aborted"), { once: true });
    }
  });
}
