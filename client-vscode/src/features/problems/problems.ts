import type { ModelList } from "shim-lsp-client/protocol";
import {
  type Disposable,
  Diagnostic,
  DiagnosticSeverity,
  type DocumentFilter,
  l10n,
  languages,
  LanguageStatusSeverity,
  Position,
  Range,
  RelativePattern,
  Uri,
  workspace,
} from "vscode";
import { Disposables } from "../../infrastructure/disposable";
import { sessionFolders } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { type FileProblem, problemsByFile, saidOnce, statusText, valueLength } from "./problemsView";

/** How our diagnostics are signed. */
export const source = "shim";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

const statusSeverities = {
  none: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

/** Shows the catalogs' problems where VS Code shows problems, and their number beside the language of an open models.json. */
export function registerProblems({ sessions, server }: Shim): Disposable {
  const owned = new Disposables();
  const collection = owned.add(languages.createDiagnosticCollection("shim"));
  const status = owned.add(languages.createLanguageStatusItem("shimLsp.models", []));
  status.name = l10n.t("Shim models");
  status.command = { title: l10n.t("Show Problems"), command: "workbench.actions.view.problems" };
  let files: ReadonlyMap<string, readonly FileProblem[]> = new Map();
  let shown = "";

  const show = (paths: Iterable<string>) => {
    for (const path of paths) {
      const uri = Uri.file(path);
      const once = saidOnce(files.get(path) ?? [], others(uri));
      const before = collection.get(uri) ?? [];
      // To set what is set already would be heard as a change, and end nowhere.
      if (
        JSON.stringify(before.map(({ message, range }) => [message, range.start])) !==
        JSON.stringify(once.map((each) => [each.message, startOf(each)]))
      ) {
        collection.set(uri, once.length === 0 ? undefined : once.map((each) => toDiagnostic(uri, each)));
      }
    }
  };
  const update = () => {
    const lists = sessionFolders()
      .map((folder) => sessions.of(folder).list)
      .filter((list): list is ModelList => list !== undefined);
    const next = problemsByFile(server.state.kind === "running" ? lists : []);
    const sources = [...new Set(lists.flatMap(({ catalog }) => catalog.sources))].filter((each) => each !== "embedded");
    const models = lists[0]?.models.filter(({ kind }) => kind === "model").length ?? 0;
    const key = JSON.stringify([[...next], sources, models]);
    if (key === shown) {
      return;
    }

    shown = key;
    const gone = [...files.keys()].filter((path) => !next.has(path));
    files = next;
    show([...gone, ...next.keys()]);
    const { text, detail, severity } = statusText([...next.values()].flat(), models);
    status.text = text;
    status.detail = detail;
    status.severity = statusSeverities[severity];
    status.selector = [...new Set([...sources, ...next.keys()])].map(selectorOf);
  };

  owned.add(sessions.onDidChange(update));
  owned.add(server.onDidChangeState(update));
  owned.add(
    languages.onDidChangeDiagnostics(({ uris }) => {
      show(uris.map(({ fsPath }) => fsPath).filter((path) => files.has(path)));
    }),
  );
  update();
  return owned;
}

/** What others say of a file. */
function others(uri: Uri) {
  return languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source !== source)
    .map(({ range, severity }) => ({ line: range.start.line, isError: severity === DiagnosticSeverity.Error }));
}

function startOf({ line, column }: FileProblem): Position {
  return new Position(line, column);
}

function toDiagnostic(uri: Uri, problem: FileProblem): Diagnostic {
  const start = startOf(problem);
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  const length = valueLength(
    document && start.line < document.lineCount ? document.lineAt(start.line).text.slice(start.character) : "",
  );
  const range = new Range(start, start.translate(0, length));
  const diagnostic = new Diagnostic(range, problem.message, severities[problem.severity]);
  diagnostic.source = source;
  diagnostic.code = problem.code;
  return diagnostic;
}

function selectorOf(path: string): DocumentFilter {
  const uri = Uri.file(path);
  return { scheme: "file", pattern: new RelativePattern(Uri.joinPath(uri, ".."), path.split(/[\\/]/).at(-1) ?? "models.json") };
}
