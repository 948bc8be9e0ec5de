import { type Disposable, lm } from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { ChatProvider } from "./provider";

/** The vendor under which VS Code and other extensions find the models. */
export const vendor = "shim";

/** The models in VS Code's own Chat, and for every extension that asks for one. */
export function registerChat(shim: Shim): Disposable {
  const owned = new Disposables();
  const provider = owned.add(new ChatProvider(shim));
  owned.add(lm.registerLanguageModelChatProvider(vendor, provider));
  return owned;
}
