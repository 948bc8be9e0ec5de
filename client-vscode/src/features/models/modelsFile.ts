import { l10n, Uri, window, workspace } from "vscode";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { plainLine } from "../../infrastructure/wording/names";

/** How long to wait for the server to read the file, in milliseconds. It watches it, with a pause of a quarter of a second. */
const patience = 5_000;

/**
 * Whether the file on the disk is what the person sees: a change of it while the editor holds another text would be lost with the next
 * save. Offers to save first.
 */
export async function savedFirst(path: string): Promise<boolean> {
  const uri = Uri.file(path);
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString() && each.isDirty);
  if (!document) {
    return true;
  }

  const save = l10n.t("Save and Continue");
  const answer = await window.showWarningMessage(l10n.t("{0} has unsaved changes.", plainLine(path, 200)), { modal: true }, save);
  return answer === save && (await document.save());
}

/** Waits until the server lists a model, or lists it no longer. */
export async function listed(shim: Shim, folder: Folder | undefined, slug: string, there = true): Promise<void> {
  const has = () => shim.sessions.of(folder).list?.models.some((model) => model.slug === slug) === there;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, patience);
    const subscription = shim.sessions.onDidChange(() => {
      if (has()) {
        done();
      }
    });
    if (has()) {
      done();
    }
  });
}
