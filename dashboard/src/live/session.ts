import { toShimError, type Verdict } from "shim-lsp-client/protocol";
import { type Backend, type ExportedFile, GatewayGone, type Notification, SignedOut } from "../backend";
import type { UsageChoice } from "./state";
import type { Store } from "./store";

/** Milliseconds. What a reply costs is known at its end, and no notification tells. */
const countEvery = 5_000;
/** The record of calls is a file: it is read less often. */
const usageEvery = 30_000;
const firstPause = 500;
const longestPause = 15_000;

/** Keeps the store in step with the gateway: listens, reads anew what a notification is about, and connects again. */
export class Session {
  readonly #backend: Backend;
  readonly #store: Store;
  #stopListening: (() => void) | undefined;
  #pause = firstPause;
  #reading = Promise.resolve();
  #queued: Promise<void> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #usageTimer: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend, store: Store) {
    this.#backend = backend;
    this.#store = store;
  }

  start(): void {
    this.#connect();
    this.#timer = setInterval(() => {
      if (this.#store.state.connection.kind === "live") {
        void this.refresh();
      }
    }, countEvery);
    this.#usageTimer = setInterval(() => {
      if (this.#store.state.connection.kind === "live" && isSeen()) {
        void this.showUsage();
      }
    }, usageEvery);
  }

  stop(): void {
    clearInterval(this.#timer);
    clearInterval(this.#usageTimer);
    clearTimeout(this.#retry);
    this.#stopListening?.();
  }

  /** Reads the models and the counts anew. All calls while one reads share the next reading. */
  refresh(): Promise<void> {
    this.#queued ??= this.#reading.then(() => {
      this.#queued = undefined;
      return (this.#reading = this.#read());
    });
    return this.#queued;
  }

  async switchTo(slug: string): Promise<void> {
    this.#store.dispatch({ kind: "switching", slug });
    try {
      await this.#backend.switchModel(slug);
      await this.refresh();
      this.#store.dispatch({ kind: "switched" });
    } catch (error) {
      this.#failed(error);
      this.#store.dispatch({ kind: "switchFailed", error: toShimError(error) });
    }
  }

  async tryTask(task: string): Promise<void> {
    this.#store.dispatch({ kind: "trialAsked" });
    try {
      this.#store.dispatch({ kind: "trialDecided", decision: await this.#backend.route(task) });
    } catch (error) {
      this.#failed(error);
      this.#store.dispatch({ kind: "trialFailed", error: toShimError(error) });
    }
  }

  async giveVerdict(decisionId: string, verdict: Verdict): Promise<void> {
    this.#store.dispatch({ kind: "verdict", decisionId, given: { kind: "sending", verdict } });
    try {
      const result = await this.#backend.feedback(decisionId, verdict);
      this.#store.dispatch({ kind: "verdict", decisionId, given: { kind: "given", verdict, result } });
      await this.refresh();
    } catch (error) {
      this.#failed(error);
      this.#store.dispatch({ kind: "verdict", decisionId, given: { kind: "failed", error: toShimError(error) } });
    }
  }

  /** Reads the recorded usage, as chosen before and now. */
  async showUsage(choice: Partial<UsageChoice> = {}): Promise<void> {
    const { since, by } = { ...this.#store.state.usage, ...choice };
    const chosen = { since, by };
    this.#store.dispatch({ kind: "usageChosen", choice: chosen });
    try {
      this.#store.dispatch({ kind: "usageRead", choice: chosen, ledger: await this.#backend.ledger(chosen) });
    } catch (error) {
      this.#failed(error);
      if (!(error instanceof GatewayGone)) {
        this.#store.dispatch({ kind: "usageFailed", choice: chosen, error: toShimError(error) }); // the banner says what is gone
      }
    }
  }

  async save(file: ExportedFile): Promise<void> {
    await this.#backend.save(file).catch((error: unknown) => this.#failed(error));
  }

  #connect(): void {
    this.#stopListening = this.#backend.listen({
      opened: () => {
        this.#pause = firstPause;
        this.#store.dispatch({ kind: "connection", connection: { kind: "live" } });
        void this.refresh();
        void this.showUsage();
      },
      received: (notification) => this.#received(notification),
      lost: () => void this.#lost(),
    });
  }

  #received(notification: Notification): void {
    const at = Date.now();
    if (notification.name === "routed") {
      this.#store.dispatch({ kind: "routed", decision: notification.params.decision, at });
    } else if (notification.name === "availabilityChanged") {
      this.#store.dispatch({ kind: "healthChanged", ...notification.params, at });
    }

    void this.refresh();
  }

  /** An event stream does not tell why it ended: a request does. */
  async #lost(): Promise<void> {
    try {
      await this.#backend.status();
    } catch (error) {
      if (error instanceof SignedOut) {
        this.#failed(error);
        return;
      }
    }

    if (this.#store.state.connection.kind !== "lost") {
      this.#store.dispatch({ kind: "connection", connection: { kind: "lost", since: Date.now() } });
    }

    this.#retry = setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, longestPause);
  }

  async #read(): Promise<void> {
    try {
      const [list, stats] = await Promise.all([this.#backend.models(), this.#backend.status()]);
      this.#store.dispatch({ kind: "listed", list });
      this.#store.dispatch({ kind: "counted", stats, at: Date.now() });
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error instanceof SignedOut) {
      this.stop();
      this.#store.dispatch({ kind: "connection", connection: { kind: "signedOut" } });
    }
  }
}

function isSeen(): boolean {
  return typeof document === "undefined" || document.visibilityState === "visible";
}
