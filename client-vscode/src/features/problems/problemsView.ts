import { isAbsolute } from "node:path";
import type { ModelList, Problem } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { isRestricted } from "../../infrastructure/wording/problems";

/** A problem at its place in a file. */
export interface FileProblem {
  readonly code: string;
  readonly message: string;
  readonly severity: Problem["severity"];
  readonly line: number;
  readonly column: number;
}

/** What another part of the editor says of a line. */
export interface OtherDiagnostic {
  readonly line: number;
  readonly isError: boolean;
}

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: "none" | "warning" | "error";
}

/** What the schema and VS Code's own JSON parser may say as well, in their own words. */
const saidBySchema = [
  "wrongType",
  "outOfRange",
  "unknownValue",
  "missingField",
  "unknownProvider",
  "duplicateProperty",
  "notACatalog",
];

/** Faults of the JSON itself: VS Code marks them too, often at another line. */
const saidByParser = ["invalidJson", "tooDeep", "emptyFile"];

/** The problems of each file, each once: folders of a window mostly have the same catalog. */
export function problemsByFile(lists: readonly ModelList[]): ReadonlyMap<string, readonly FileProblem[]> {
  const files = new Map<string, FileProblem[]>();
  for (const { source, code, message, severity, line = 0, column = 0 } of lists.flatMap(({ catalog }) => catalog.problems)) {
    // A restricted workspace is a state and not a fault of the file; what has no file has no place in a list of files.
    if (!isAbsolute(source) || isRestricted({ code })) {
      continue;
    }

    const known = files.get(source) ?? [];
    const problem = { code, message, severity, line, column };
    if (!known.some((each) => JSON.stringify(each) === JSON.stringify(problem))) {
      files.set(source, [...known, problem]);
    }
  }

  return files;
}

/** The problems that nothing else says at the same place: the schema's words come with a fix, so they stay. */
export function saidOnce(problems: readonly FileProblem[], others: readonly OtherDiagnostic[]): readonly FileProblem[] {
  return problems.filter(
    ({ code, line }) =>
      !(saidBySchema.includes(code) && others.some((other) => other.line === line)) &&
      !(saidByParser.includes(code) && others.some(({ isError }) => isError)),
  );
}

/** The status item beside the language of a models.json. */
export function statusText(problems: readonly FileProblem[], models: number): StatusText {
  const serious = problems.filter(({ severity }) => severity !== "info");
  const severity = serious.some((problem) => problem.severity === "error") ? "error" : serious.length > 0 ? "warning" : "none";
  return {
    text:
      serious.length === 0
        ? l10n.t("No problems")
        : serious.length === 1
          ? l10n.t("1 problem")
          : l10n.t("{0} problems", serious.length),
    detail: models === 1 ? l10n.t("Shim models: 1") : l10n.t("Shim models: {0}", models),
    severity,
  };
}

/** How much of a line a problem marks: the server says where a value or a name begins. */
export function valueLength(rest: string): number {
  return /^(?:"(?:[^"\\]|\\.)*"?|[^\s,\]}:]+|.)/.exec(rest)?.[0].length ?? 1;
}
