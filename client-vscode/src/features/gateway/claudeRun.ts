const words = ["run", "claude", "--pause"] as const;

/**
 * What runs Claude Code for a folder. The terminal closes with it, so it waits at the end: else nobody could read why it failed, or what
 * it cost.
 * @param folder none in a window without folders: Claude Code then works at home.
 * @param models the catalog, if the run is to have a gateway of its own; a gateway that runs has one.
 */
export function claudeRun(before: readonly string[], folder: string | undefined, models: string | undefined): readonly string[] {
  return [
    ...before,
    ...words,
    ...(folder === undefined ? [] : ["--folder", folder]),
    ...(models === undefined ? [] : ["--models", models]),
  ];
}

/** Whether a terminal's arguments run that. */
export function isClaudeRun(args: readonly string[]): boolean {
  return endOfWords(args) > 0;
}

/** The folder that they run it for; undefined for none. */
export function folderOfRun(args: readonly string[]): string | undefined {
  const end = endOfWords(args);
  return end > 0 && args[end] === "--folder" ? args[end + 1] : undefined;
}

function endOfWords(args: readonly string[]): number {
  const start = args.findIndex((_, at) => words.every((word, index) => args[at + index] === word));
  return start < 0 ? 0 : start + words.length;
}
