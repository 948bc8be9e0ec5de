import type { ModelList } from "../protocol/types";

/** What people call a model: its display name where the list has it, else its slug. */
export function nameOf(slug: string, list: ModelList | undefined): string {
  return list?.models.find((model) => model.slug === slug)?.displayName ?? slug;
}

const longest = 40;

/**
 * A name from a catalog, for a place that draws `$(icon)` where a text says so. A catalog can come with a clone, and must not
 * dress as part of the editor; nor must a long name push everything else out of the status bar.
 */
export function plainLabel(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line;
  return cut.replaceAll("$(", "$\u200B("); // a space of no width: the text reads the same and names no icon
}
