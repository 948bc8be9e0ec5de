import { realpath } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import { endsInARow, pauseAfter } from "../../infrastructure/server/backoff";
import type { Command } from "../../infrastructure/server/locate";
import { launch, type OwnGateway, output } from "./launch";
import { agreedOn, type GatewayState, type ListedGateway, listed } from "./state";

/** How often a gateway that is not ours is looked at, in milliseconds. */
const lookEvery = 2_000;

export interface GatewayOptions {
  readonly log: LogOutputChannel;
  /** The server's program; rejects if there is none. */
  command(): Promise<Command>;
  /** The port that a person chose. */
  port(): number | undefined;
  models(): string | undefined;
  /** Gives a gateway of this window the keys that VS Code keeps. */
  supply(gateway: OwnGateway): Promise<void>;
}

/** Where clients look if nobody says where. */
const usualPort = 8765;

/**
 * The gateway of one folder while this window wants one: another window's if one runs, or else its own. When another's ends, this
 * window starts its own. All of that is one loop, so that a window never has two.
 */
export class FolderGateway implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<GatewayState>());
  private current: GatewayState = { kind: "off" };
  private stopping: AbortController | undefined;
  private loop: Promise<void> = Promise.resolve();

  readonly onDidChange = this.changed.event;

  constructor(
    readonly folder: string,
    private readonly options: GatewayOptions,
  ) {}

  get state(): GatewayState {
    return this.current;
  }

  start(): void {
    if (this.stopping && this.current.kind !== "failed") {
      return;
    }

    this.stopping?.abort();
    const { signal } = (this.stopping = new AbortController());
    this.set({ kind: "starting" });
    this.loop = this.loop
      .then(() => this.keepRunning(signal))
      .catch((error: unknown) => {
        this.options.log.error(`No gateway for ${this.folder}: ${String(error)}`);
        this.set({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
      });
  }

  /** The state when it does not start any more. */
  settled(): Promise<GatewayState> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.current.kind !== "starting") {
          subscription.dispose();
          resolve(this.current);
        }
      };
      const subscription = this.onDidChange(look);
      look();
    });
  }

  /** Ends a gateway of this window. Resolves when nothing of it is left but replies that still run. */
  stop(): Promise<void> {
    this.stopping?.abort();
    this.stopping = undefined;
    return this.loop.then(() => this.set({ kind: "off" }));
  }

  /** Ends the folder's gateway, no matter who started it. */
  async stopAll(): Promise<void> {
    await this.stop();
    await output(await this.options.command(), "gateway", "stop", "--folder", this.folder);
  }

  /** The gateway that the windows of this folder agree on. */
  async running(): Promise<ListedGateway | undefined> {
    const all = listed(await output(await this.options.command(), "gateway", "status", "--json"));
    const real = async (path: string) => realpath(path).catch(() => path);
    const known = await Promise.all(all.map(async (each) => ({ ...each, folder: await real(each.folder) })));
    return agreedOn(known, await real(this.folder));
  }

  dispose(): void {
    this.stopping?.abort();
    this.owned.dispose();
  }

  private async keepRunning(stop: AbortSignal): Promise<void> {
    for (let ends = 0; !stop.aborted;) {
      const other = await this.running();
      if (other) {
        this.set({ kind: "other", url: other.url, ...(other.page && { page: other.page }) });
        await gone(other.url, stop);
        continue;
      }

      const own = await this.launch();
      const startedAt = performance.now();
      const agreed = await this.running();
      if (agreed && agreed.pid !== own.pid) {
        own.end(); // another window was first
        await own.ended;
        continue;
      }

      await this.options
        .supply(own)
        .catch((error: unknown) => this.options.log.warn(`The gateway has no keys: ${String(error)}`));
      this.set({ kind: "own", url: own.url, page: own.page ?? "" });
      await Promise.race([own.ended, aborted(stop)]);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it is asked to stop while we wait
      if (stop.aborted) {
        own.end();
        return;
      }

      ends = endsInARow(ends, performance.now() - startedAt);
      const pause = pauseAfter(ends);
      if (pause === undefined) {
        throw new Error(`The gateway stopped ${ends} times in a row.`);
      }

      this.set({ kind: "starting" });
      await delay(pause, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  /** On the usual port, so that a client that is connected finds it again; on any other if that is taken. */
  private async launch(): Promise<OwnGateway> {
    const [command, port] = [await this.options.command(), this.options.port()];
    const where = { folder: this.folder, models: this.options.models() };
    if (port !== undefined) {
      return launch(command, { ...where, port });
    }

    return launch(command, { ...where, port: usualPort }).catch(() => launch(command, { ...where, port: 0 }));
  }

  private set(state: GatewayState): void {
    this.current = state;
    this.changed.fire(state);
  }
}

/** Waits until nothing answers there any more. */
async function gone(url: string, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && (await answers(url))) {
    await delay(lookEvery, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(lookEvery) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener("abort", () => resolve(), { once: true });
    }
  });
}
