import { ConfigurationTarget, workspace } from "vscode";
import { vendor } from "./names";

/** The models that write VS Code's titles, summaries and commit messages. Signed out there are none unless these are set. */
const settings = ["utilityModel", "utilitySmallModel"] as const;

const hidden = "disableAIFeatures";

/** Lets a model do that work, unless a person has chosen another, or this VS Code has no such setting. */
export async function useAsUtility(slug: string): Promise<void> {
  const chat = workspace.getConfiguration("chat");
  for (const name of settings.filter(
    (each) => chat.get<string>(each, "") === "" && chat.inspect(each)?.defaultValue !== undefined,
  )) {
    await chat.update(name, `${vendor}/${slug}`, ConfigurationTarget.Global);
  }
}

/** Takes back what `useAsUtility` set. A model of another vendor stays. */
export async function stopUtility(): Promise<void> {
  const chat = workspace.getConfiguration("chat");
  for (const name of settings) {
    if (chat.inspect<string>(name)?.globalValue?.startsWith(`${vendor}/`)) {
      await chat.update(name, undefined, ConfigurationTarget.Global);
    }
  }
}

/** Shows VS Code's AI features where a setting hides them. @returns whether it did. */
export async function showChat(): Promise<boolean> {
  const chat = workspace.getConfiguration("chat");
  if (!chat.get<boolean>(hidden, false)) {
    return false;
  }

  const inWorkspace = chat.inspect<boolean>(hidden)?.workspaceValue === true;
  await chat.update(hidden, false, inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
  return true;
}

/** Hides them again. */
export async function hideChat(): Promise<void> {
  await workspace.getConfiguration("chat").update(hidden, true, ConfigurationTarget.Global);
}
