import type { CallOptions, Connection } from "./connection.js";
import { Emitter } from "./emitter.js";
import type { ServerEnd } from "./failures.js";
import {
  type ActiveModelChanged,
  type AvailabilityChanged,
  type ChatDelta,
  type ChatParams,
  type ChatResult,
  type CheckLocalEndpointsResult,
  type Decision,
  type EndpointModels,
  type EndpointParams,
  type FeedbackParams,
  type FeedbackResult,
  type FolderParams,
  type Grants,
  type InvalidateCacheResult,
  type Ledger,
  type LedgerParams,
  messages,
  type ModelList,
  type ModelsChanged,
  progress,
  type ReportOutcomeParams,
  type ReportOutcomeResult,
  type Routed,
  type RouteParams,
  type RouteProgress,
  type SessionParams,
  type SetCredentialParams,
  type SetCredentialResult,
  type SetGrantParams,
  type SetGrantResult,
  type SettingsParams,
  type SetTrustParams,
  type SetTrustResult,
  type Stats,
  type SwitchModelParams,
  type SwitchModelResult,
  type TestModelParams,
  type TestModelResult,
} from "./protocol/index.js";

export interface RouteOptions extends CallOptions {
  /** Hears when a classifier is waited for, and when it has answered. */
  readonly onProgress?: (progress: RouteProgress) => void;
}

export interface ChatOptions extends CallOptions {
  /** Hears each piece of the reply when it comes. The result repeats the whole. */
  readonly onDelta?: (piece: ChatDelta) => void;
}

/**
 * One connection to one server. The methods are those of docs/protocol.md, with the same names, parameters and results. They
 * reject with a {@link RequestError} if the server answers one, and with a {@link ServerNotRunning} if no answer can come.
 */
export class ShimClient implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #activeModelChanged = new Emitter<ActiveModelChanged>();
  readonly #modelsChanged = new Emitter<ModelsChanged>();
  readonly #availabilityChanged = new Emitter<AvailabilityChanged>();
  readonly #routed = new Emitter<Routed>();

  /** Another model is active: this client, another process, or a person in an editor switched. */
  readonly onDidChangeActiveModel = this.#activeModelChanged.event;
  /** The catalog or its problems changed. */
  readonly onDidChangeModels = this.#modelsChanged.event;
  /** A model became available or unavailable, also by time alone. */
  readonly onDidChangeAvailability = this.#availabilityChanged.event;
  /** A task was routed. */
  readonly onDidRoute = this.#routed.event;

  /** @internal Use `connect`. */
  constructor(connection: Connection) {
    this.#connection = connection;
    connection.on(messages.activeModelChanged, (event) => this.#activeModelChanged.fire(event));
    connection.on(messages.modelsChanged, (event) => this.#modelsChanged.fire(event));
    connection.on(messages.availabilityChanged, (event) => this.#availabilityChanged.fire(event));
    connection.on(messages.routed, (event) => this.#routed.fire(event));
  }

  /** Resolves when the server has ended, by itself or because of `dispose`. */
  get ended(): Promise<ServerEnd> {
    return this.#connection.ended;
  }

  listModels(params: SessionParams = {}, options?: CallOptions): Promise<ModelList> {
    return this.#connection.call(messages.listModels, params, options);
  }

  switchModel(params: SwitchModelParams, options?: CallOptions): Promise<SwitchModelResult> {
    return this.#connection.call(messages.switchModel, params, options);
  }

  /** Chooses a model for a task, and sends the task to no model but a configured classifier. */
  route(params: RouteParams, { onProgress, ...options }: RouteOptions = {}): Promise<Decision> {
    return this.#connection.withProgress(progress.routeProgress, onProgress, (asking) =>
      this.#connection.call(messages.route, { ...params, ...asking }, options),
    );
  }

  /** Sends a turn of a conversation to a model, and waits for its whole reply. */
  chat(params: ChatParams, { onDelta, ...options }: ChatOptions = {}): Promise<ChatResult> {
    return this.#connection.withProgress(progress.chatDelta, onDelta, (asking) =>
      this.#connection.call(messages.chat, { ...params, ...asking }, options),
    );
  }

  /** Reports how a call ended that the caller made itself. */
  reportOutcome(params: ReportOutcomeParams, options?: CallOptions): Promise<ReportOutcomeResult> {
    return this.#connection.call(messages.reportOutcome, params, options);
  }

  feedback(params: FeedbackParams, options?: CallOptions): Promise<FeedbackResult> {
    return this.#connection.call(messages.feedback, params, options);
  }

  invalidateCache(params: SessionParams = {}, options?: CallOptions): Promise<InvalidateCacheResult> {
    return this.#connection.call(messages.invalidateCache, params, options);
  }

  status(params: SessionParams = {}, options?: CallOptions): Promise<Stats> {
    return this.#connection.call(messages.status, params, options);
  }

  /** What the recorded calls of the workspace took, also those of earlier runs. */
  ledger(params: LedgerParams = {}, options?: CallOptions): Promise<Ledger> {
    return this.#connection.call(messages.ledger, params, options);
  }

  checkLocalEndpoints(params: SessionParams = {}, options?: CallOptions): Promise<CheckLocalEndpointsResult> {
    return this.#connection.call(messages.checkLocalEndpoints, params, options);
  }

  /** Gives this run of the server a key, or takes it back. */
  setCredential(params: SetCredentialParams, options?: CallOptions): Promise<SetCredentialResult> {
    return this.#connection.call(messages.setCredential, params, options);
  }

  /** Asks an endpoint that a person has just named for its models. */
  listEndpointModels(params: EndpointParams, options?: CallOptions): Promise<EndpointModels> {
    return this.#connection.call(messages.listEndpointModels, params, options);
  }

  /** Sends a model the smallest real question, which may cost a little. */
  testModel(params: TestModelParams, options?: CallOptions): Promise<TestModelResult> {
    return this.#connection.call(messages.testModel, params, options);
  }

  setTrust(params: SetTrustParams, options?: CallOptions): Promise<SetTrustResult> {
    return this.#connection.call(messages.setTrust, params, options);
  }

  listGrants(params: SessionParams = {}, options?: CallOptions): Promise<Grants> {
    return this.#connection.call(messages.listGrants, params, options);
  }

  setGrant(params: SetGrantParams, options?: CallOptions): Promise<SetGrantResult> {
    return this.#connection.call(messages.setGrant, params, options);
  }

  /** Sets the section `shim` of an editor's settings. Drops every cache of the connection. */
  async configure(params: SettingsParams, options?: CallOptions): Promise<void> {
    await this.#connection.call(messages.configure, params, options);
  }

  /** Opens a session for one more folder. */
  async openFolder(params: FolderParams, options?: CallOptions): Promise<void> {
    await this.#connection.call(messages.openFolder, params, options);
  }

  async closeFolder(params: FolderParams, options?: CallOptions): Promise<void> {
    await this.#connection.call(messages.closeFolder, params, options);
  }

  /** Ends the server and waits until it is gone. What still waits for an answer is rejected with {@link ClientDisposed}. */
  dispose(): Promise<void> {
    return this.#connection.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
