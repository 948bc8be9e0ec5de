import { commands, l10n, lm, type Memento, window, workspace } from "vscode";
import type { Shim } from "../../infrastructure/shim";
import { addGroup, enableChat, removeGroups, theirs } from "./group";
import type { Listing } from "./listing";
import { vendor } from "./names";
import { hideChat, showChat, stopUtility, useAsUtility } from "./utility";

const hiddenBefore = "shimLsp.chat.hiddenBefore";

/** Puts the models into VS Code's Chat, and takes them out again. */
export class ChatUse {
  constructor(
    private readonly shim: Shim,
    private readonly listing: Listing,
    private readonly memory: Memento,
  ) {}

  /** Does all that Chat needs, then opens it with Auto. */
  async use(): Promise<void> {
    if (!(await canChat()) || !(await this.setUp())) {
      return;
    }

    await useAsUtility(this.auto());
    await this.open(this.auto(), "");
    window.setStatusBarMessage(l10n.t("Your models are in Chat. Auto also writes its titles and summaries."), 8_000);
  }

  /** Undoes it. */
  async stop(): Promise<void> {
    const done = await removeGroups();
    await stopUtility();
    if (this.memory.get<boolean>(hiddenBefore, false)) {
      await hideChat();
      await this.memory.update(hiddenBefore, undefined);
    }

    await this.look();
    if (done) {
      void window.showInformationMessage(l10n.t("Your models are out of Chat. Other extensions can still use them."));
    } else {
      void window.showWarningMessage(l10n.t("Remove the entries with the vendor shim from this file, and save it."));
    }
  }

  /** Chat with a model and a prompt that is not sent yet. */
  async ask(slug: string | undefined, text: string): Promise<void> {
    if (!(await canChat())) {
      return;
    }

    if (!(await this.look())) {
      const use = l10n.t("Use in Chat");
      const answer = await window.showInformationMessage(l10n.t("Your models are not in VS Code's Chat yet."), use);
      const ready = answer !== undefined && (await this.setUp());
      if (!ready) {
        return;
      }
    }

    await this.open(slug ?? this.auto(), text);
  }

  private async setUp(): Promise<boolean> {
    if (await showChat()) {
      await this.memory.update(hiddenBefore, true);
    }

    const known = new Set(await commands.getCommands(true));
    if (![theirs.manage, theirs.addGroup, theirs.openChat].every((command) => known.has(command))) {
      void window.showErrorMessage(
        l10n.t("This VS Code cannot use models of an extension in its Chat without a sign-in. Update VS Code."),
      );
      return false;
    }

    await enableChat();
    if (!(await this.look())) {
      await addGroup();
    }

    return this.look();
  }

  /** Has VS Code ask for the models, which shows whether there is a group. */
  private async look(): Promise<boolean> {
    await lm.selectChatModels({ vendor });
    return this.listing.isGrouped;
  }

  private async open(slug: string, text: string): Promise<void> {
    await commands.executeCommand(theirs.openChat, {
      query: text,
      isPartialQuery: true, // the person sends it
      modelSelector: { vendor, id: slug },
    });
  }

  /** Auto, or the active model if the catalog turns Auto off. */
  private auto(): string {
    const { list } = this.shim.sessions.of(this.shim.folder.current);
    return list?.models.find(({ kind }) => kind === "auto")?.slug ?? list?.active ?? "auto";
  }
}

/** VS Code switches its Chat's own extension off in Restricted Mode. Chat opens all the same, offers no model, and says nothing. */
async function canChat(): Promise<boolean> {
  if (workspace.isTrusted) {
    return true;
  }

  const manage = l10n.t("Manage Trust");
  const message = l10n.t("VS Code's Chat does not work in Restricted Mode. Trust this workspace first.");
  if ((await window.showInformationMessage(message, manage)) === manage) {
    await commands.executeCommand(theirs.manageTrust);
  }

  return false;
}
