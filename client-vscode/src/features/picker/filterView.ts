import type { PickerEntry } from "./pickerEntries";

/**
 * The entries that contain every word of a filter, anywhere in what they show and in any case. A word of a group's heading finds the
 * whole group. A heading stays while something under it does.
 */
export function filtered(entries: readonly PickerEntry[], filter: string): readonly PickerEntry[] {
  const words = wordsOf(filter);
  if (words.length === 0) {
    return entries;
  }

  let heading: PickerEntry | undefined;
  let isShown = false;
  return entries.flatMap((entry) => {
    if (entry.kind === "separator") {
      heading = entry;
      isShown = false;
      return [];
    }

    const text = `${heading?.label ?? ""}\n${textOf(entry)}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) {
      return [];
    }

    const shown = heading && !isShown ? [heading, entry] : [entry];
    isShown = true;
    return shown;
  });
}

/** The rows of a filter, and what VS Code is handed for it. */
export interface Listing {
  /** The rows that have every word. */
  readonly found: readonly PickerEntry[];
  /** What VS Code is handed: all rows, or those that were found. */
  readonly entries: readonly PickerEntry[];
  /** Whether these are all rows, of which VS Code shows those that it finds itself. Otherwise it shows each of them. */
  readonly isWhole: boolean;
}

/**
 * A single word is left to VS Code: it finds it in the same rows, and draws them once and without asking us. Of several words it would find
 * none, of a heading's word nothing under it, and its cursor would go to a notice that comes before the models.
 */
export function listing(entries: readonly PickerEntry[], filter: string): Listing {
  const found = filtered(entries, filter);
  const [word, ...others] = wordsOf(filter);
  // After a space the next word begins: with its first letter VS Code would find nothing, until our rows come.
  const isWhole =
    word === undefined || (others.length === 0 && !/\s$/.test(filter) && found.every((entry) => isFoundByEditor(entry, word)));
  return { found, entries: isWhole ? entries : found, isWhole };
}

function isFoundByEditor(entry: PickerEntry, word: string): boolean {
  return (
    entry.kind === "separator" ||
    (entry.kind === "model" && [entry.label, entry.description, entry.detail].some((part) => part.toLowerCase().includes(word)))
  );
}

function wordsOf(filter: string): readonly string[] {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** More rows than any screen has room for. */
const mostInSight = 40;

/**
 * What a person sees of a list at once. VS Code draws a list that it is handed anew, and 300 rows take it longer than a frame: the others
 * can follow when nobody types.
 */
export function inSight(entries: readonly PickerEntry[]): readonly PickerEntry[] {
  return entries.length <= mostInSight ? entries : entries.slice(0, mostInSight);
}

function textOf(entry: PickerEntry): string {
  switch (entry.kind) {
    case "separator":
      return entry.label;
    case "notice":
      return `${entry.label}\n${entry.detail}`;
    case "model":
      return `${entry.label}\n${entry.description}\n${entry.detail}`;
  }
}
