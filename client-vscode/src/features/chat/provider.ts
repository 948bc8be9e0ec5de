import { type ChatResult, type ModelList, toShimError } from "shim-lsp-client/protocol";
import {
  type CancellationToken,
  commands,
  EventEmitter,
  type LanguageModelChatProvider,
  type LanguageModelChatRequestMessage,
  type LanguageModelResponsePart,
  type PrepareLanguageModelChatModelOptions,
  type Progress,
} from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { isAvailable } from "../../infrastructure/wording/availability";
import { Answer } from "./answer";
import { conversationOf } from "./conversation";
import { failureText } from "./failureView";
import { theirs } from "./group";
import type { Listing } from "./listing";
import { type ChatModel, chatModels } from "./modelsView";
import { messageOf } from "./parts";
import { Recall } from "./recall";
import { bodyOf, type ChatOptions, isChat } from "./request";
import { messageTokens, textTokens } from "./tokens";
import { told } from "./toldView";
import { turnsOf } from "./turnsView";

/** Gives VS Code's Chat, and every extension that asks for a model, the models of this window. */
export class ChatProvider implements LanguageModelChatProvider<ChatModel> {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  private readonly recall = new Recall();
  private list: ModelList | undefined;
  private shown = "";
  private hasGroups: Thenable<boolean> | undefined;

  readonly onDidChangeLanguageModelChatInformation = this.changed.event;

  constructor(
    private readonly shim: Shim,
    private readonly listing: Listing,
  ) {
    this.owned.add(shim.sessions.onDidChange(() => this.look()));
    this.owned.add(shim.folder.onDidChange(() => this.look()));
  }

  /** Has VS Code ask for the models again. */
  refresh(): void {
    this.changed.fire();
  }

  /** It asks nothing of the person, so it is the same whether it has to be silent or not. */
  async provideLanguageModelChatInformation({
    configuration,
  }: PrepareLanguageModelChatModelOptions & { readonly configuration?: object }): Promise<ChatModel[]> {
    if (!this.listing.lists(configuration !== undefined)) {
      return [];
    }

    const list = await this.shim.client.list(this.shim.folder.current);
    if (!list) {
      return [];
    }

    // A person adds a group to see the models in Chat. Where VS Code has no groups yet, it shows them at once.
    this.hasGroups ??= commands.getCommands(true).then((known) => known.includes(theirs.addGroup));
    return chatModels(shownOf(configuration, list), configuration !== undefined || !(await this.hasGroups), { now: new Date() });
  }

  async provideLanguageModelChatResponse(
    model: ChatModel,
    messages: readonly LanguageModelChatRequestMessage[],
    options: ChatOptions,
    progress: Progress<LanguageModelResponsePart>,
    cancellation: CancellationToken,
  ): Promise<void> {
    const { client, sessions, folder } = this.shim;
    const current = folder.current;
    const turns = turnsOf(messages.map(messageOf), this.recall);
    const conversationId = conversationOf(options.modelOptions, turns);
    const answer = new Answer(progress);
    try {
      const result = await client.chat(
        current,
        { model: model.id, ...(conversationId !== undefined && { conversationId }), body: bodyOf(turns, options) },
        (piece) => answer.piece(piece),
        cancellation,
      );
      this.recall.keep(result.providerData, result.toolCalls ?? []);
      answer.end(result, isChat(options) && isNews(result) ? told(result, sessions.of(current).list) : undefined);
    } catch (error) {
      const refusal = toShimError(error);
      if (refusal.kind !== "cancelled") {
        throw plain(failureText(refusal, sessions.of(current).list, { now: new Date() }));
      }
    }
  }

  provideTokenCount(_: ChatModel, text: string | LanguageModelChatRequestMessage): Promise<number> {
    return Promise.resolve(typeof text === "string" ? textTokens(text) : messageTokens(messageOf(text).parts));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private look(): void {
    const { list } = this.shim.sessions.of(this.shim.folder.current);
    if (list === this.list) {
      return;
    }

    this.list = list;
    const now = list ? JSON.stringify(chatModels(list, true, { now: new Date() })) : "";
    if (now !== this.shown) {
      this.shown = now;
      this.changed.fire();
    }
  }
}

/** An answer says once which model ran, at its end. While it calls tools only a model that took over says so. */
function isNews({ toolCalls, attempts }: ChatResult): boolean {
  return toolCalls === undefined || attempts.length > 1;
}

/** A group may show only some of the models. */
function shownOf(configuration: object | undefined, list: ModelList): ModelList {
  const show = configuration && "show" in configuration ? configuration.show : "all";
  const models = list.models.filter((model) => model.kind === "auto" || (show !== "auto" && isAvailable(model)));
  return show === "auto" || show === "available" ? { ...list, models } : list;
}

/** VS Code prints the stack of an error into the conversation. A person needs only the line. */
function plain(text: string): Error {
  const error = new Error(text);
  error.stack = "";
  return error;
}
