import type { ModelList } from "shim-lsp-client/protocol";
import {
  DiagnosticSeverity,
  type Disposable,
  type DocumentFilter,
  l10n,
  languages,
  LanguageStatusSeverity,
  RelativePattern,
  Uri,
} from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import { sessionFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { catalogFiles, statusText } from "./problemsView";

const statusSeverities = {
  none: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

/**
 * Shows beside the language of a models.json how many problems the Problems view has of it. Who found them does not matter: VS Code by the
 * schema, or the server.
 */
export function registerProblems({ sessions }: Shim): Disposable {
  const owned = new Disposables();
  const status = owned.add(languages.createLanguageStatusItem("shimLsp.models", []));
  status.name = l10n.t("Shim models");
  status.command = { title: l10n.t("Show Problems"), command: "workbench.actions.view.problems" };
  let files: readonly Uri[] = [];
  let models = 0;

  const count = () => {
    const found = files.flatMap((file) => languages.getDiagnostics(file));
    const of = (severity: DiagnosticSeverity) => found.filter((diagnostic) => diagnostic.severity === severity).length;
    const shown = statusText({ errors: of(DiagnosticSeverity.Error), warnings: of(DiagnosticSeverity.Warning), models });
    status.text = shown.text;
    status.detail = shown.detail;
    status.severity = statusSeverities[shown.severity];
  };
  const update = () => {
    const lists = sessionFolders()
      .map((folder) => sessions.of(folder).list)
      .filter((list): list is ModelList => list !== undefined);
    const next = catalogFiles(lists).map((path) => Uri.file(path));
    if (next.join() !== files.join()) {
      files = next;
      status.selector = files.map(selectorOf);
    }

    models = lists[0]?.models.filter(({ kind }) => kind === "model").length ?? 0;
    count();
  };

  owned.add(sessions.onDidChange(update));
  owned.add(
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => files.some((file) => file.toString() === uri.toString()))) {
        count();
      }
    }),
  );
  update();
  return owned;
}

function selectorOf(uri: Uri): DocumentFilter {
  return { scheme: "file", pattern: new RelativePattern(Uri.joinPath(uri, ".."), uri.path.split("/").at(-1) ?? "models.json") };
}
