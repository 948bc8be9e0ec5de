import type { ModelList } from "../protocol/types";

/** What people call a model: its display name where the list has it, else its slug. */
export function nameOf(slug: string, list: ModelList | undefined): string {
  return list?.models.find((model) => model.slug === slug)?.displayName ?? slug;
}

/**
 * A name from a catalog, for a place that draws `$(icon)` where a text says so. A catalog can come with a clone, and must not
 * dress as part of the editor; nor must a long name push everything else out of the status bar.
 */
export function plainLabel(text: string): string {
  return plainLine(text, 40);
}

/** The same for a longer text from outside: one line, no icons, and not more of it than a line has room for. */
export function plainLine(text: string, longest = 160): string {
  const characters = Array.from(text.replace(/\s+/g, " ").trim());
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : characters.join("");
  return cut.replaceAll("$(", "$\u200B("); // a space of no width: the text reads the same and names no icon
}
