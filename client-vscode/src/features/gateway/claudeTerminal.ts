import { type Disposable, l10n, TerminalProfile, ThemeIcon, Uri, window } from "vscode";
import type { Shim } from "../../infrastructure/shim";
import type { Gateways } from "./gateway";

/** The terminal profile that runs Claude Code through the gateway: the folder's if it runs, else one that ends with the terminal. */
export function registerClaudeTerminal(shim: Shim, gateways: Gateways): Disposable {
  return window.registerTerminalProfileProvider("shimLsp.claude", {
    provideTerminalProfile: async () => {
      const folder = shim.folder.current;
      const { program, args } = await gateways.command();
      const state = folder && gateways.of(folder).state.kind;
      const models = folder && state !== "own" && state !== "other" ? gateways.models(folder) : undefined;
      return new TerminalProfile({
        name: l10n.t("Claude Code through Shim"),
        iconPath: new ThemeIcon("sparkle"),
        shellPath: program,
        shellArgs: [...args, "run", "claude", ...(models === undefined ? [] : ["--models", models])],
        ...(folder && { cwd: Uri.parse(folder.uri) }),
      });
    },
  });
}
