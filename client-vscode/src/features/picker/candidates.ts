import { l10n, Position, Range, Uri, window, workspace, WorkspaceEdit } from "vscode";
import { candidateEdits } from "../../infrastructure/catalog/candidateEdits";
import type { Folder } from "../../infrastructure/folder";
import type { Shim } from "../../infrastructure/shim";
import { plainName } from "../../infrastructure/wording/names";

/** Excludes a model from Auto, or includes it, in its row of models.json, so that every editor and the gateway do the same. */
export async function setCandidate(shim: Shim, folder: Folder | undefined, slug: string, isCandidate: boolean): Promise<void> {
  const { list } = shim.sessions.of(folder);
  const model = list?.models.find((each) => each.slug === slug);
  const file = list?.catalog.sources[0];
  if (model?.position === undefined || file === undefined) {
    return;
  }

  const uri = Uri.file(file);
  const document = await workspace.openTextDocument(uri);
  const wasDirty = document.isDirty;
  const start = document.offsetAt(new Position(model.position.line, model.position.column));
  const edits = candidateEdits(document.getText(), start, slug, isCandidate);
  const edit = new WorkspaceEdit();
  for (const { offset, length, content } of edits ?? []) {
    edit.replace(uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), content);
  }

  const isDone = edits !== undefined && (await workspace.applyEdit(edit)) && (wasDirty || (await document.save()));
  const name = plainName(model.displayName);
  if (!isDone) {
    void window.showErrorMessage(l10n.t("models.json was not changed: the row of {0} could not be found or saved.", name));
  } else if (wasDirty) {
    void window.showWarningMessage(l10n.t("models.json has other unsaved changes. Save it to apply this one."));
  } else {
    const said = isCandidate ? l10n.t("Auto may choose {0} now.", name) : l10n.t("Auto does not choose {0} any more.", name);
    window.setStatusBarMessage(said, 5_000);
  }
}
