import { setTimeout as delay } from "node:timers/promises";
import { type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { Disposables } from "../disposable";
import { ServerNotRunning } from "../protocol/errors";
import { endsInARow, pauseAfter } from "./backoff";
import { locate, type Surroundings } from "./locate";
import { ServerProcess } from "./process";
import type { ServerFailure, ServerState } from "./state";

/** How long a program may take to answer `initialize`, in milliseconds, before it counts as no server. */
const patience = 15_000;

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

  /** A client that is not started yet: the place to listen to what the server says from its first word on. */
  readonly onWillConnect = this.connected.event;

  constructor(private readonly options: ServerOptions) {}

  get state(): ServerState {
    return this.current;
  }

  start(): void {
    this.stopping = new AbortController();
    this.set({ kind: "starting" });
    this.loop = this.keepRunning(this.stopping.signal).catch((error: unknown) => {
      this.options.log.error(`The server could not be watched any longer: ${String(error)}`);
      this.set({ kind: "failed", failure: { kind: "cannotStart", command: "", message: String(error) } });
    });
  }

  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  /** Ends the server and waits until it is gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
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

  private async keepRunning(stop: AbortSignal): Promise<void> {
    for (let ends = 0; !stop.aborted; ) {
      const process = await this.launch();
      if (!(process instanceof ServerProcess)) {
        this.options.log.error(`No server: ${JSON.stringify(process)}`);
        return this.set({ kind: "failed", failure: process });
      }

      const startedAt = performance.now();
      const exit = await this.serve(process, stop);
      if (stop.aborted) {
        return;
      }

      ends = endsInARow(ends, performance.now() - startedAt);
      const pause = pauseAfter(ends);
      this.options.log.warn(`The server ended by itself (${exit}).`, ...process.lastWords);
      if (pause === undefined) {
        return this.set({ kind: "failed", failure: { kind: "keepsEnding", times: ends, exit } });
      }

      this.set({ kind: "recovering", attempt: ends });
      await delay(pause, undefined, { signal: stop }).catch(() => {}); // stopped in the pause: the loop's condition sees it
    }
  }

  private async launch(): Promise<ServerProcess | ServerFailure> {
    const found = await locate(this.options.surroundings());
    if ("kind" in found) {
      return found;
    }

    try {
      return await ServerProcess.start(found);
    } catch (error) {
      const command = [found.program, ...found.args].join(" ");
      return { kind: "cannotStart", command, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** One run, from `initialize` to its end, which it tells. */
  private async serve(process: ServerProcess, stop: AbortSignal): Promise<string> {
    const client = await this.options.connect(process);
    this.connected.fire(client);
    const stopped = new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
    const tooLate = new AbortController();
    const ready = client.start().then(
      () => true,
      () => false, // it ended, or spoke no LSP
    );

    const answered = await Promise.race([
      ready,
      process.ended.then(() => false),
      stopped.then(() => false),
      delay(patience, false, { signal: tooLate.signal }).catch(() => false),
    ]);
    tooLate.abort();
    if (answered) {
      this.client = client;
      this.set({ kind: "running" });
      const closed = new Promise<void>((resolve) => client.onDidChangeState(() => client.isRunning() || resolve()));
      await Promise.race([process.ended, stopped, closed]);
    }

    this.client = undefined;
    return this.end(process, client, answered);
  }

  /** Says good-bye where there is someone to say it to, and leaves no process behind. */
  private async end(process: ServerProcess, client: LanguageClient, answered: boolean): Promise<string> {
    if (answered && client.isRunning()) {
      await client.stop(farewell).catch(() => {}); // it did not answer; killing it is next
    }

    const exit = await Promise.race([process.ended, delay(answered ? farewell : 0, "no end", { ref: false })]);
    if (exit === "no end") {
      process.kill();
    }

    return process.ended;
  }

  private set(state: ServerState): void {
    this.current = state;
    this.stateChanged.fire(state);
  }
}
