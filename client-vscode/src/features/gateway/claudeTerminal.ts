import { type Disposable, l10n, type Terminal, TerminalProfile, ThemeIcon, Uri, window } from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { claudeRun, folderOfRun, isClaudeRun } from "./claudeRun";
import type { Gateways } from "./gateway";

/**
 * The terminal profile that runs Claude Code through the folder's gateway. Only a gateway that VS Code started has the keys that VS Code
 * keeps, so one runs as long as such a terminal is open.
 */
export function registerClaudeTerminal(shim: Shim, gateways: Gateways): Disposable {
  const owned = new Disposables();
  let opening = 0;
  window.terminals.flatMap(folderOf).forEach((folder) => gateways.need(folder)); // a terminal outlives a reload of its window
  owned.add(
    window.onDidOpenTerminal((terminal) => {
      folderOf(terminal).forEach((folder) => gateways.need(folder));
      if (opening > 0 && isClaudeRun(argsOf(terminal))) {
        opening--;
        terminal.show(); // VS Code leaves a panel that is closed as it is
      }
    }),
  );
  owned.add(
    window.onDidCloseTerminal((terminal) => {
      for (const folder of folderOf(terminal)) {
        if (!window.terminals.flatMap(folderOf).includes(folder)) {
          gateways.release(folder);
        }
      }
    }),
  );
  owned.add(
    window.registerTerminalProfileProvider("shimLsp.claude", {
      provideTerminalProfile: async () => {
        const { program, args } = await gateways.command();
        const folder = shim.folder.current?.uri.startsWith("file:") === true ? shim.folder.current : undefined;
        const path = folder && Uri.parse(folder.uri).fsPath;
        if (path !== undefined) {
          gateways.need(path);
        }

        const state = folder && (await gateways.of(folder).settled()).kind;
        const models = folder && state !== "own" && state !== "other" ? gateways.models(folder) : undefined;
        opening++;
        return new TerminalProfile({
          name: l10n.t("Claude Code through Shim"),
          iconPath: new ThemeIcon("sparkle"),
          shellPath: program,
          shellArgs: [...claudeRun(args, path, models)],
          ...(folder && { cwd: Uri.parse(folder.uri) }),
        });
      },
    }),
  );
  return owned;
}

/** The folder that a terminal runs Claude Code for: one, or none. */
function folderOf(terminal: Terminal): string[] {
  const folder = folderOfRun(argsOf(terminal));
  return folder === undefined ? [] : [folder];
}

function argsOf({ creationOptions }: Terminal): readonly string[] {
  const args = "shellArgs" in creationOptions ? creationOptions.shellArgs : undefined;
  return Array.isArray(args) ? args : [];
}
