import type { AskedMethod, HostMessage, PageMessage } from "#extension/features/dashboard/messages";
import { type Backend, GatewayGone, type Listener } from "./backend";

/** How the page talks to the extension that shows it. */
export interface Host {
  post(message: PageMessage): void;
  /** Calls the function with each message from the extension. */
  receive(heard: (message: HostMessage) => void): void;
}

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** The extension's own server, asked through the extension. */
export class MessageBackend implements Backend {
  readonly #host: Host;
  readonly #waiting = new Map<number, Waiting>();
  #listener: Listener | undefined;
  #running: boolean | undefined;
  #last = 0;

  constructor(host: Host) {
    this.#host = host;
    host.receive((message) => this.#received(message));
  }

  readonly models: Backend["models"] = () => this.#ask("listModels", {});
  readonly status: Backend["status"] = () => this.#ask("status", {});
  readonly switchModel: Backend["switchModel"] = (slug) => this.#ask("switchModel", { slug });
  readonly route: Backend["route"] = (task) => this.#ask("route", { task });
  readonly feedback: Backend["feedback"] = (decisionId, verdict) => this.#ask("feedback", { decisionId, verdict });
  readonly ledger: Backend["ledger"] = (params) => this.#ask("ledger", params);

  save: Backend["save"] = ({ name, text }) => {
    this.#host.post({ kind: "save", file: { name, text } });
    return Promise.resolve();
  };

  listen(listener: Listener): () => void {
    this.#listener = listener;
    this.#host.post({ kind: "listen" });
    return () => {
      this.#listener = undefined;
    };
  }

  #ask<T>(method: AskedMethod, params: object): Promise<T> {
    const id = ++this.#last;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#host.post({ kind: "ask", id, method, params });
    });
  }

  #received(message: HostMessage): void {
    switch (message.kind) {
      case "server":
        this.#told(message.running);
        return;
      case "notified":
        this.#listener?.received(message.notification);
        return;
      case "answered":
        this.#take(message.id)?.resolve(message.result as never);
        return;
      case "refused": {
        const { id, code, message: text, data } = message;
        this.#take(id)?.reject(Object.assign(new Error(text), { code, data }));
        return;
      }
      case "unanswered":
        this.#take(message.id)?.reject(new GatewayGone("The server is not running."));
    }
  }

  /** Said when it changes, and on request. A listener that was told of a loss waits: the extension says when the server is back. */
  #told(running: boolean): void {
    const before = this.#running;
    this.#running = running;
    if (running) {
      this.#listener?.opened();
    } else if (before !== false) {
      this.#listener?.lost();
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
