import { commands, type Disposable, type LogOutputChannel } from "vscode";
import type { CommandId } from "./commandIds";

/** Registers a command whose failure is logged as well as shown: VS Code shows it for a moment and forgets it. */
export function registerCommand(
  id: CommandId,
  log: LogOutputChannel,
  run: (...given: unknown[]) => Promise<void> | void,
): Disposable {
  return commands.registerCommand(id, async (...given: unknown[]) => {
    try {
      await run(...given);
    } catch (error) {
      log.error(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  });
}

/** What the manifest's `when` clauses ask for. */
export const contextKeys = {
  running: "shimLsp.running",
  hasDecision: "shimLsp.hasDecision",
  hasKeys: "shimLsp.hasKeys",
  gateway: "shimLsp.gateway",
  inChat: "shimLsp.inChat",
} as const;

export function setContext(key: (typeof contextKeys)[keyof typeof contextKeys], value: boolean): void {
  void commands.executeCommand("setContext", key, value);
}
