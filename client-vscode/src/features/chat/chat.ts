import { type Disposable, lm, type Memento, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { Listing } from "./listing";
import { vendor } from "./names";
import { ChatProvider } from "./provider";
import { ChatUse } from "./useInChat";

/** The models in VS Code's own Chat, and for every extension that asks for one. */
export function registerChat(shim: Shim, memory: Memento): Disposable {
  const owned = new Disposables();
  const listing = owned.add(new Listing(memory));
  const provider = owned.add(new ChatProvider(shim, listing));
  owned.add(lm.registerLanguageModelChatProvider(vendor, provider));

  const use = new ChatUse(shim, listing, memory);
  owned.add(registerCommand(commandIds.useInChat, shim.log, () => use.use()));
  owned.add(registerCommand(commandIds.stopUsingInChat, shim.log, () => use.stop()));
  owned.add(
    registerCommand(commandIds.askInChat, shim.log, (slug, text) =>
      use.ask(typeof slug === "string" ? slug : undefined, typeof text === "string" ? text : selection()),
    ),
  );
  return owned;
}

function selection(): string {
  const editor = window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? "";
}
