import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname } from "node:path";
import { type Disposable, l10n, Range, Selection, type TextDocument, TextEditorRevealType, Uri, window, workspace } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import type { Session } from "../../infrastructure/client/session";
import type { Shim } from "../../infrastructure/shim";
import { fileToOpen } from "./fileToOpen";
import { findModel } from "./findModel";
import { userCatalog } from "./userCatalog";

/** Open Models File: the catalog in force, at a model where one is named, else at its first error. */
export function registerModelsFile(shim: Shim): Disposable {
  return registerCommand(
    commandIds.openModelsFile,
    shim.log,
    (slug) => open(shim, typeof slug === "string" ? slug : undefined), // VS Code hands a menu's command a resource
  );
}

async function open(shim: Shim, slug: string | undefined): Promise<void> {
  const session = shim.sessions.of(shim.folder.current);
  const path = fileToOpen(session.list?.catalog, ownCatalog());
  if (await isMissing(path)) {
    await create(path, shim.asset("dist/starter.models.json"));
  }

  const document = await workspace.openTextDocument(Uri.file(path));
  const editor = await window.showTextDocument(document);
  const target = place(document, path, session, slug);
  if (target) {
    editor.revealRange(target, TextEditorRevealType.InCenterIfOutsideViewport);
    editor.selection = new Selection(target.start, target.start);
  }
}

function ownCatalog(): string {
  return userCatalog({ platform: process.platform, folder: homedir(), variables: process.env });
}

async function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT",
  );
}

/** The starter is the sample that was in force anyway, so creating it changes no decision; whoever writes first wins. */
async function create(path: string, starter: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await readFile(starter, "utf8"), { flag: "wx" });
  window.setStatusBarMessage(l10n.t("Created {0} from the built-in sample.", path), 8_000);
}

function place(document: TextDocument, path: string, { list }: Session, slug: string | undefined): Range | undefined {
  const model = list?.models.find((candidate) => candidate.slug === slug);
  const row = model && findModel(document.getText(), model);
  if (row) {
    return new Range(document.positionAt(row.start), document.positionAt(row.end));
  }

  const error =
    slug === undefined
      ? list?.catalog.problems.find((problem) => problem.severity === "error" && problem.source === path)
      : undefined;
  return error?.line === undefined
    ? undefined
    : document.validateRange(new Range(error.line, error.column ?? 0, error.line, error.column ?? 0));
}
