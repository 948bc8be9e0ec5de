import {
  type ChatDelta,
  type ChatResult,
  type Decision,
  type FeedbackResult,
  type InvalidateCacheResult,
  messages,
  type ModelList,
  type ServerNotification,
  type SessionParams,
  type SetCredentialParams,
  type SetCredentialResult,
  type SwitchModelResult,
  type SwitchOptions,
  toShimError,
  type Verdict,
} from "shim-lsp-client/protocol";
import { type CancellationToken, type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import type { LanguageClient, ProgressType } from "vscode-languageclient/node";
import { Disposables } from "../disposable";
import type { Folder } from "../folder";
import { openFolders, sessionFolders } from "../folders";
import type { Handover } from "../keys/handover";
import type { Secret } from "../keys/secret";
import type { Server } from "../server/server";
import type { Sessions } from "./sessions";

/** From here on a decision counts as slow, in milliseconds: a shorter spinner would only flicker. */
const slow = 150;

/** Counts are asked for this long after a decision, in milliseconds: once for a burst of them. */
const countsAfter = 100;

/** The library looks at no field of a progress type. Its own class would load it. */
const anyProgress = {} as ProgressType<ChatDelta>;

/** A turn of a conversation in VS Code's chat. */
export interface ChatTurn {
  readonly model: string;
  readonly conversationId?: string;
  /** A whole chat-completions request. */
  readonly body: object;
}

/** Talks to the server: sends typed requests, and puts its answers into the sessions. */
export class Client implements Disposable {
  private readonly owned = new Disposables();
  private chats = 0;
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly toldEmitter = this.owned.add(new EventEmitter<void>());
  private readonly notifiedEmitter = this.owned.add(new EventEmitter<ServerNotification>());

  /** The server has been told of other folders or settings, and answers for what is open now. */
  readonly onDidTell = this.toldEmitter.event;

  /** The server sent a notification about an open folder. */
  readonly onDidNotify = this.notifiedEmitter.event;

  constructor(
    private readonly server: Server,
    private readonly sessions: Sessions,
    private readonly handover: Handover,
    private readonly log: LogOutputChannel,
  ) {
    this.owned.add(
      server.onWillConnect((client) => {
        handover.begin();
        this.listen(client);
      }),
    );
    let recovering = false;
    this.owned.add(
      server.onDidChangeState(({ kind }) => {
        if (kind === "running") {
          void this.catchUp(recovering);
        }

        recovering = kind === "recovering";
      }),
    );
  }

  /** The server has been told of other folders or settings. */
  told(): void {
    this.sessions.retain(openFolders());
    this.handover.retain(openFolders());
    this.toldEmitter.fire();
    void this.refreshAll();
  }

  async switchModel(folder: Folder | undefined, slug: string, how: SwitchOptions = {}): Promise<SwitchModelResult> {
    return this.send(messages.switchModel, { ...session(folder), slug, ...how });
  }

  /** Says whether a decision was right; `reset` takes every verdict of the session back. */
  async feedback(folder: Folder | undefined, decisionId: string, verdict: Verdict | "reset"): Promise<FeedbackResult> {
    const what = verdict === "reset" ? { reset: true as const } : { decisionId, verdict };
    const result = await this.send(messages.feedback, { ...session(folder), ...what });
    this.countSoon(folder);
    return result;
  }

  async invalidateCache(folder: Folder | undefined): Promise<InvalidateCacheResult> {
    const result = await this.send(messages.invalidateCache, session(folder));
    await this.refresh(folder);
    return result;
  }

  /** Routes a task. If no model can take it, that is remembered until something changes, and the status bar shows it. */
  async route(folder: Folder | undefined, task: string, cancellation?: CancellationToken): Promise<Decision> {
    const spinner = setTimeout(() => this.sessions.routing(folder, true), slow);
    try {
      await this.withKeys();
      return await this.send(messages.route, { ...session(folder), task }, cancellation);
    } catch (error) {
      const refusal = toShimError(error);
      if (refusal.kind === "noRoutableModel" || refusal.kind === "invalidCatalog") {
        this.sessions.refused(folder, refusal);
      }

      throw error;
    } finally {
      clearTimeout(spinner);
      if (this.sessions.of(folder).routing) {
        this.sessions.routing(folder, false);
      }
    }
  }

  /** Sends a turn to a model. Each piece of the reply is handed to `hear` when it comes; the result repeats the whole. */
  async chat(
    folder: Folder | undefined,
    params: ChatTurn,
    hear: (piece: ChatDelta) => void,
    cancellation: CancellationToken,
  ): Promise<ChatResult> {
    await this.withKeys();
    const client = await this.server.running();
    const partialResultToken = `chat-${++this.chats}`;
    const pieces = client.onProgress(anyProgress, partialResultToken, hear);
    try {
      return await this.send(messages.chat, { ...session(folder), ...params, partialResultToken }, cancellation);
    } finally {
      pieces.dispose();
    }
  }

  /** The models of a session, as soon as the server has listed them; undefined if none will. */
  async list(folder: Folder | undefined): Promise<ModelList | undefined> {
    const known = this.sessions.of(folder).list;
    if (known) {
      return known;
    }

    try {
      await this.withKeys();
      await this.refresh(folder);
    } catch {
      return undefined; // no server runs, and the status item says why
    }

    return this.sessions.of(folder).list;
  }

  async setTrust(folder: Folder | undefined, trusted: boolean): Promise<void> {
    await this.send(messages.setTrust, { ...session(folder), trusted });
  }

  /** Gives a session a key, or takes it back. */
  async setCredential(folder: Folder | undefined, name: string, secret: Secret | null): Promise<SetCredentialResult> {
    const params: SetCredentialParams<Secret> = { ...session(folder), name, secret }; // sealed until it is written
    return (await this.server.running()).sendRequest<SetCredentialResult>(messages.onLsp(messages.setCredential), params);
  }

  /**
   * Lets the server look at a session's endpoints on this machine, unless a setting forbids it, and lists what was found. What changes
   * is announced as well, but not that a model was merely seen.
   */
  async checkLocalEndpoints(folder: Folder | undefined): Promise<void> {
    try {
      const { checked } = await this.send(messages.checkLocalEndpoints, session(folder));
      if (checked.length > 0) {
        this.sessions.listed(folder, await this.send(messages.listModels, session(folder)));
      }
    } catch (error) {
      this.log.debug(`The endpoints on this machine were not looked at: ${toShimError(error).kind}`);
    }
  }

  /** Asks for the present state of every session. */
  async refreshAll(): Promise<void> {
    await Promise.all(sessionFolders().map((folder) => this.refresh(folder)));
  }

  /** Any request of the contract, for other extensions; the parameters go as they are. */
  async request(method: string, params: object): Promise<unknown> {
    await this.withKeys();
    return (await this.server.running()).sendRequest(messages.onLsp({ name: method }), params);
  }

  dispose(): void {
    this.pending.forEach(clearTimeout);
    this.owned.dispose();
  }

  /**
   * Waits for a running server whose sessions have their keys, so that a request right after the start gets the same answer as
   * a moment later. An earlier request would find models without keys, and would be routed to others.
   */
  private async withKeys(): Promise<void> {
    await this.server.running(); // with its first word each session is on its way to its keys: catchUp
    await this.handover.arrived();
  }

  private async send<P, R>(request: messages.Request<P, R>, params: P, cancellation?: CancellationToken): Promise<R> {
    const client = await this.server.running();
    const method = messages.onLsp(request);
    // By name alone the library takes each argument but a token for a parameter, and an absent token for one as well.
    return cancellation ? client.sendRequest<R>(method, params, cancellation) : client.sendRequest<R>(method, params);
  }

  private listen(client: LanguageClient): void {
    const on = <P extends SessionParams>(
      notification: messages.Notification<P>,
      hear: (folder: Folder | undefined, params: P) => void,
    ) =>
      client.onNotification(messages.onLsp(notification), (params: P) => {
        const folder = openFolders().find(({ uri }) => uri === params.workspaceFolder);
        if (folder || params.workspaceFolder === undefined) {
          hear(folder, params); // else it speaks of a folder that was closed meanwhile
          const heard: { readonly name: string; readonly params: SessionParams } = { name: notification.name, params };
          this.notifiedEmitter.fire(heard as ServerNotification);
        }
      });

    on(messages.activeModelChanged, (folder, { active }) => {
      this.sessions.switched(folder, active);
      this.countSoon(folder);
    });
    on(messages.availabilityChanged, (folder, { slug, availability }) => this.sessions.availability(folder, slug, availability));
    on(messages.modelsChanged, (folder) => {
      this.sessions.refused(folder, undefined);
      void this.refresh(folder);
    });
    on(messages.routed, (folder, { decision }) => {
      this.sessions.routed(folder, decision);
      this.countSoon(folder);
    });
  }

  /**
   * A server that has just started knows what was remembered. After one that ended by itself a person also expects what they
   * had chosen for that run alone, or in a window that nothing is remembered for. After a restart of their own they do not.
   */
  private async catchUp(recovered: boolean): Promise<void> {
    const before = sessionFolders().map((folder) => ({ folder, active: this.sessions.of(folder).list?.active }));
    await this.refreshAll();
    for (const { folder, active } of recovered ? before : []) {
      const { list } = this.sessions.of(folder);
      if (active !== undefined && list && list.active !== active && list.models.some((model) => model.slug === active)) {
        await this.switchModel(folder, active, { persist: false }).catch((error: unknown) =>
          this.log.warn(`Not restored: ${String(error)}`),
        );
      }
    }

    sessionFolders().forEach((folder) => void this.checkLocalEndpoints(folder)); // last: nobody waits for it
  }

  private async refresh(folder: Folder | undefined): Promise<void> {
    try {
      await this.handover.supply(folder, () => void this.refresh(folder));
      // Each answer is stored when it comes: a message between the two answers is newer than the first of them.
      await Promise.all([
        this.send(messages.listModels, session(folder)).then((list) => {
          this.sessions.listed(folder, list);
        }),
        this.send(messages.status, session(folder)).then((stats) => {
          this.sessions.counted(folder, stats);
        }),
      ]);
    } catch (error) {
      this.log.debug(`The models could not be listed: ${toShimError(error).kind}`); // it ended meanwhile: its next start lists them
    }
  }

  private countSoon(folder: Folder | undefined): void {
    const key = folder?.uri ?? "";
    clearTimeout(this.pending.get(key));
    this.pending.set(
      key,
      setTimeout(() => void this.refresh(folder), countsAfter),
    );
  }
}

export function session(folder: Folder | undefined): SessionParams {
  return folder ? { workspaceFolder: folder.uri } : {};
}
