import { type Disposable, lm, type Memento, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { contextKeys, registerCommand, setContext } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { Listing } from "./listing";
import { vendor } from "./names";
import { ChatProvider } from "./provider";
import { ChatUse } from "./useInChat";

const grouped = "shimLsp.chat.grouped";

/** The models in VS Code's own Chat, and for every extension that asks for one. */
export function registerChat(shim: Shim, memory: Memento): Disposable {
  const owned = new Disposables();
  const listing: Listing = owned.add(
    new Listing({
      grouped: memory.get<boolean>(grouped, false),
      remember: (isGrouped) => {
        setContext(contextKeys.inChat, isGrouped);
        void memory.update(grouped, isGrouped);
      },
      askAgain: () => provider.refresh(),
    }),
  );
  setContext(contextKeys.inChat, listing.isGrouped);
  const provider: ChatProvider = owned.add(new ChatProvider(shim, listing));
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
