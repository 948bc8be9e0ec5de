import {
  CancellationTokenSource,
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ProgressType,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { call } from "./emitter.js";
import { ClientDisposed, ServerEnded, type ServerEnd } from "./failures.js";
import type { ServerProcess } from "./process.js";
import { type messages, type progress, requestError } from "./protocol/index.js";

export interface CallOptions {
  /**
   * Gives the request up: its promise rejects at once with the signal's reason, and the server is told. What the server had already
   * changed by then stays.
   */
  readonly signal?: AbortSignal;
}

/** How long a server may take to end when it is asked to, in milliseconds, before it is killed. */
const farewell = 2_000;

/** What the library itself rejects with, when a message cannot be written or its answer cannot come. */
const ofLibrary: readonly number[] = [
  ErrorCodes.MessageWriteError,
  ErrorCodes.MessageReadError,
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.ConnectionInactive,
];

/** Requests to one run of the server. Each gets a result or a typed error, whatever becomes of the server. */
export class Connection {
  readonly #process: ServerProcess;
  readonly #connection: MessageConnection;
  readonly #waiting = new Map<CancellationTokenSource, Promise<unknown>>();
  #tokens = 0;
  #disposed: Promise<void> | undefined;

  constructor(process: ServerProcess) {
    this.#process = process;
    const reader = new StreamMessageReader(process.output);
    this.#connection = createMessageConnection(reader, new StreamMessageWriter(process.input));
    // Whatever writes something else, or writes nothing more, answers no request any more.
    reader.onError(() => process.kill());
    this.#connection.onClose(() => setTimeout(() => process.kill(), farewell).unref()); // unless it is just ending
    this.#connection.listen();
    void process.ended.then(() => this.#connection.dispose());
  }

  get ended(): Promise<ServerEnd> {
    return this.#process.ended;
  }

  async call<Params, Result>(
    { name }: messages.Request<Params, Result>,
    params: Params,
    { signal }: CallOptions = {},
  ): Promise<Result> {
    signal?.throwIfAborted();
    if (this.#disposed) {
      throw new ClientDisposed();
    }

    const cancellation = new CancellationTokenSource();
    const answer = this.#send<Result>(name, params, cancellation);
    this.#waiting.set(cancellation, answer);
    try {
      return await (signal ? unlessAborted(answer, signal, () => cancellation.cancel()) : answer);
    } finally {
      void answer.catch(() => undefined).finally(() => this.#waiting.delete(cancellation));
    }
  }

  /** Does work whose progress is heard, if anybody hears it. The work adds to its parameters what asks for it. */
  async withProgress<Value, Result>(
    { field }: progress.Progress<Value>,
    hear: ((value: Value) => void) | undefined,
    work: (asking: Partial<Record<typeof field, string>>) => Promise<Result>,
  ): Promise<Result> {
    if (!hear) {
      return work({});
    }

    const token = `progress-${++this.#tokens}`;
    const hearing = this.#connection.onProgress(new ProgressType<Value>(), token, (value) => call(hear, value));
    try {
      return await work({ [field]: token });
    } finally {
      hearing.dispose();
    }
  }

  on<Params>({ name }: messages.Notification<Params>, hear: (params: Params) => void): void {
    this.#connection.onNotification(name, hear);
  }

  /** Gives up what still waits, ends the server, and resolves when it is gone. */
  dispose(): Promise<void> {
    return (this.#disposed ??= this.#end());
  }

  async #end(): Promise<void> {
    const impatience = setTimeout(() => this.#process.kill(), farewell);
    this.#waiting.forEach((_, cancellation) => cancellation.cancel());
    await Promise.allSettled(this.#waiting.values()); // else the server would first finish what it was asked
    this.#process.input.end();
    await this.#process.ended;
    clearTimeout(impatience);
  }

  async #send<Result>(name: string, params: unknown, { token }: CancellationTokenSource): Promise<Result> {
    try {
      return await this.#connection.sendRequest<Result>(name, params, token);
    } catch (error) {
      throw await this.#failure(error);
    }
  }

  async #failure(error: unknown): Promise<unknown> {
    if (this.#disposed) {
      return new ClientDisposed();
    }

    if (error instanceof ResponseError && !ofLibrary.includes(error.code)) {
      return requestError(error);
    }

    if (error instanceof ResponseError && error.code === ErrorCodes.MessageWriteError && this.#process.input.writable) {
      return new TypeError(`These parameters cannot be written as JSON: ${error.message}`); // the server is well
    }

    return new ServerEnded(await this.#process.ended);
  }
}

function unlessAborted<Result>(answer: Promise<Result>, signal: AbortSignal, cancel: () => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
