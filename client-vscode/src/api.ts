import type { Disposable, Event } from "vscode";
import type { Shim } from "./infrastructure/shim";

/** What the extension offers to others, as `extensions.getExtension(...).exports`. Names stay; new ones raise the version. */
export interface ShimApi {
  readonly version: 1;
  /** Whether a request would be answered now. */
  readonly running: boolean;
  readonly onDidChangeRunning: Event<boolean>;
  /**
   * A request of docs/protocol.md to this window's server, by its bare name: `route` says which model a task should go to,
   * `reportOutcome` reports the outcome, `status` returns the counts. It waits for a server that is starting. It rejects with
   * the contract's own codes, and if no server runs.
   */
  request(method: string, params?: object): Promise<unknown>;
}

const methods = ["listModels", "switchModel", "route", "reportOutcome", "invalidateCache", "status"];

export function createApi({ server, client }: Shim): ShimApi {
  return {
    version: 1,
    get running() {
      return server.state.kind === "running";
    },
    onDidChangeRunning: (listener, self?: unknown, disposables?: Disposable[]) => {
      const subscription = server.onDidChangeState((state) => {
        listener.call(self, state.kind === "running");
      });
      disposables?.push(subscription);
      return subscription;
    },
    // Only the person may give trust, and other extensions must not use methods that the server may get later.
    request: (method, params = {}) =>
      methods.includes(method)
        ? client.request(method, params)
        : Promise.reject(new Error(`Shim answers no '${method}' to other extensions.`)),
  };
}
