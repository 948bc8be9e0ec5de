import type { Decision, ModelList } from "shim-lsp-client/protocol";
import { l10n } from "vscode";

/** A model's name for people: its display name if the list has it, or else its slug. */
export function nameOf(slug: string, list: ModelList | undefined): string {
  return list?.models.find((model) => model.slug === slug)?.displayName ?? slug;
}

/** Where the server's sentences name a model. Anywhere else a word that is a slug, too, is a word. */
const named = new RegExp(
  [
    /(?<=^(?:continues: )?(?:Only )?)\S+(?= )/,
    /(?<=goes to |the default |, so |, and |; |score: )[^\s,;]+(?= takes | would have | scores |, the cheapest| \(|$)/,
    /(?<= takes over from )\S+?(?=:? |$)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

/** The reason of a decision, with the models' names in place of their slugs. */
export function reasonText({ reason }: Pick<Decision, "reason">, list: ModelList | undefined): string {
  return reason.replace(named, (slug) => nameOf(slug, list));
}

/**
 * A name from a catalog, for a place that would draw `$(icon)`. A catalog can come with a clone, and must not look like part of
 * the editor. A long name must not push everything else out of the status bar.
 */
export function plainLabel(text: string): string {
  return plainLine(text, 40);
}

/** A name where it has a line of its own: whole, if a person could read it. */
export function plainName(text: string): string {
  return plainLine(text);
}

/**
 * The same for a longer text from outside: one line, no icons, no link where a message would draw `[text](command:...)`, and at
 * most one line's length.
 */
export function plainLine(text: string, longest = 160): string {
  // A space of no width: the text reads the same, and is neither an icon nor a link.
  return line(text, longest).replaceAll("$(", "$\u200B(").replaceAll("](", "]\u200B(");
}

/** The first of some names, and how many are left. */
export function someOf(names: readonly string[], most: number): string {
  const left = names.length - most;
  const shown = names.slice(0, most).join(", ");
  return left > 0 ? l10n.t("{0} and {1} more", shown, left) : shown;
}

/** Control, format and private characters, halves of characters, and variation selectors beyond the ones of emoji; no joiners. */
const hidden = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFE00-\uFE0D\u{E0000}-\u{E0FFF}]/gu;

/** A text from outside on one line, cut, with what would turn the writing round or be seen nowhere shown as unreadable. */
export function line(text: string, longest: number): string {
  // A catalog may hold a name of megabytes, and this is called whenever something is drawn.
  const near = text
    .slice(0, 16 * longest)
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(near.replace(hidden, "\uFFFD"));
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : characters.join("");
}
