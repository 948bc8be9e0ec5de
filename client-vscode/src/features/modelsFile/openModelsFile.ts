import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Disposable, l10n, Range, Selection, TextEditorRevealType, Uri, window } from "vscode";
import { fileToOpen, placeIn } from "../../infrastructure/catalog/target";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import type { Shim } from "../../infrastructure/shim";
import { errorText } from "../../infrastructure/wording/errors";

/** Open Models File: the catalog in force, at a model if one is named, else at its first error. */
export function registerModelsFile(shim: Shim): Disposable {
  return registerCommand(
    commandIds.openModelsFile,
    shim.log,
    (slug) => open(shim, typeof slug === "string" ? slug : undefined), // VS Code hands a menu's command a resource
  );
}

async function open(shim: Shim, slug: string | undefined): Promise<void> {
  const { list } = shim.sessions.of(shim.folder.current);
  if (list === undefined) {
    void window.showErrorMessage(errorText({ kind: "serverNotRunning" }, list));
    return;
  }

  const path = fileToOpen(list.catalog);
  if (path === undefined) {
    void window.showErrorMessage(l10n.t("The Shim server has no place for your models file. Set shim.modelsPath."));
    return;
  }

  if (await isMissing(path)) {
    await create(path, shim.asset("dist/starter.models.json"));
  }

  // By its name: a document that an extension opens stays open for minutes after its tab is closed, and its problems with it.
  const editor = await window.showTextDocument(Uri.file(path));
  const place = placeIn(path, list, slug);
  if (place) {
    // The text may have changed since the server read it.
    const { start } = editor.document.validateRange(new Range(place.line, place.column, place.line, place.column));
    editor.revealRange(new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
    editor.selection = new Selection(start, start);
  }
}

async function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT",
  );
}

/** The starter is the sample that was in force anyway, so creating it changes no decision. A file that appears meanwhile stays. */
async function create(path: string, starter: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await readFile(starter, "utf8"), { flag: "wx" });
  window.setStatusBarMessage(l10n.t("Created {0} from the built-in sample.", path), 8_000);
}
