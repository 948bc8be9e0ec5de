import type { PickerEntry } from "./pickerEntries";

/**
 * The entries that contain every word of a filter, anywhere in what they show and in any case. A word of a group's heading finds the
 * whole group. A heading stays while something under it does.
 */
export function filtered(entries: readonly PickerEntry[], filter: string): readonly PickerEntry[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
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

/** More rows than any screen has room for. */
const mostInSight = 40;

/**
 * What a person sees of a list at once. VS Code draws a list anew for each letter that is typed, and 300 rows take it longer than a frame:
 * the others can follow when nobody types.
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
