import { commands, type Disposable, type LogOutputChannel } from "vscode";

/** The palette's commands. The server's own ids start with `shim.`, and vscode-languageclient registers those by itself. */
export const commandIds = {
  switchModel: "shimLsp.switchModel",
  route: "shimLsp.route",
  showLastDecision: "shimLsp.showLastDecision",
  clearCache: "shimLsp.clearCache",
  openModelsFile: "shimLsp.openModelsFile",
  restartServer: "shimLsp.restartServer",
  showOutput: "shimLsp.showOutput",
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Registers a command whose failure is logged as well as shown: VS Code shows it for a moment and forgets it. */
export function registerCommand<A extends unknown[]>(
  id: CommandId,
  log: LogOutputChannel,
  run: (...args: A) => Promise<void> | void,
): Disposable {
  return commands.registerCommand(id, async (...args: A) => {
    try {
      await run(...args);
    } catch (error) {
      log.error(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  });
}

/** What the manifest's `when` clauses ask for. */
export const contextKeys = { running: "shimLsp.running", hasDecision: "shimLsp.hasDecision" } as const;

export function setContext(key: (typeof contextKeys)[keyof typeof contextKeys], value: boolean): void {
  void commands.executeCommand("setContext", key, value);
}
