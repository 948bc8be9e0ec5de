import { type Model, toShimError } from "shim-lsp-client/protocol";
import { commands, type Disposable, l10n, window } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";
import { nameOf, plainName } from "../../infrastructure/wording/names";
import { setCandidate } from "./candidates";
import { KeptChoices } from "./kept";
import { openPicker, type PickerActions } from "./picker";
import { previousOf, slugGiven } from "./switchingView";
import { askAboutUnusable } from "./unusable";

/** Switch Model, with a slug or with the picker; Previous Model. */
export function registerPicker(shim: Shim): Disposable {
  const owned = new Disposables();
  const kept = new KeptChoices(shim.memory);
  const actions: PickerActions = {
    choose: (folder, slug) => choose(shim, kept, folder, slug),
    setCandidate: (folder, slug, isCandidate) => setCandidate(shim, folder, slug, isCandidate),
  };
  owned.add(
    registerCommand(commandIds.switchModel, shim.log, async (argument) => {
      const slug = slugGiven(argument);
      if (slug === undefined) {
        openPicker(shim, kept, actions);
      } else {
        await choose(shim, kept, shim.folder.current, slug);
      }
    }),
  );
  owned.add(registerCommand(commandIds.setDefaultModel, shim.log, (argument) => setDefault(shim, slugGiven(argument))));
  owned.add(registerCommand(commandIds.previousModel, shim.log, () => previous(shim, kept)));
  return owned;
}

async function choose(shim: Shim, kept: KeptChoices, folder: Folder | undefined, slug: string): Promise<void> {
  try {
    const { active } = await shim.client.switchModel(folder, slug);
    const model = modelOf(shim, folder, active);
    if (model?.kind === "model") {
      await kept.used(active);
      askAboutUnusable(shim, folder, model, () => choose(shim, kept, folder, autoOf(shim, folder) ?? slug));
    }
  } catch (error) {
    void window.showErrorMessage(errorText(toShimError(error), shim.sessions.of(folder).list));
  }
}

async function previous(shim: Shim, kept: KeptChoices): Promise<void> {
  const folder = shim.folder.current;
  const slug = previousOf(shim.sessions.of(folder), kept.now);
  if (slug === undefined) {
    window.setStatusBarMessage(l10n.t("No other model was active here yet."), 5_000);
  } else {
    await commands.executeCommand(commandIds.switchModel, slug);
  }
}

/** The model of every workspace in which none was chosen, and of this one. */
async function setDefault(shim: Shim, given: string | undefined): Promise<void> {
  const folder = shim.folder.current;
  const { list } = shim.sessions.of(folder);
  const rows = (list?.models ?? []).map(({ slug, displayName, active }) => ({
    slug,
    label: plainName(displayName),
    description: active ? l10n.t("active") : "",
  }));
  const options = {
    title: l10n.t("Default model for all workspaces"),
    placeHolder: l10n.t("Choose the model of this workspace, and of all in which you choose none"),
  };
  const slug = given ?? (await window.showQuickPick(rows, options))?.slug;
  if (slug === undefined) {
    return;
  }

  try {
    const { active } = await shim.client.switchModel(folder, slug, { everywhere: true });
    const name = plainName(nameOf(active, shim.sessions.of(folder).list));
    window.setStatusBarMessage(l10n.t("{0} is the model of all workspaces in which you choose none.", name), 8_000);
  } catch (error) {
    void window.showErrorMessage(errorText(toShimError(error), shim.sessions.of(folder).list));
  }
}

function modelOf(shim: Shim, folder: Folder | undefined, slug: string): Model | undefined {
  return shim.sessions.of(folder).list?.models.find((model) => model.slug === slug);
}

function autoOf(shim: Shim, folder: Folder | undefined): string | undefined {
  return shim.sessions.of(folder).list?.models.find(({ kind }) => kind === "auto")?.slug;
}
