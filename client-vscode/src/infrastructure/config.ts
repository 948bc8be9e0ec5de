import { ConfigurationTarget, workspace } from "vscode";

/** The settings' section, and the id under which vscode-languageclient looks for `trace.server`. */
export const section = "shim";

export const serverPathSetting = `${section}.server.path`;

/** The server that a person named; `undefined` for the one inside. In a restricted window VS Code leaves out the workspace's. */
export function serverPath(): string | undefined {
  const path = workspace.getConfiguration(section).get<string | null>("server.path")?.trim();
  return path === "" ? undefined : path;
}

/** The whole section as the server takes it at the start. Later it asks for each folder's by itself. */
export function settings(): unknown {
  return JSON.parse(JSON.stringify(workspace.getConfiguration().get(section) ?? {}));
}

/** Takes the named server out of every layer of the settings that names one. */
export async function forgetServerPath(): Promise<void> {
  const configuration = workspace.getConfiguration(section);
  const { globalValue, workspaceValue } = configuration.inspect("server.path") ?? {};
  for (const [value, target] of [
    [workspaceValue, ConfigurationTarget.Workspace],
    [globalValue, ConfigurationTarget.Global],
  ] as const) {
    if (value !== undefined) {
      await configuration.update("server.path", undefined, target);
    }
  }
}
