import { line } from "./names";

/** What is longer says nothing that a tooltip has room for. */
const longest = 400;

/**
 * Text as markdown that shows exactly that text. Names, cards and problems come from a catalog that may have come with a clone.
 * None of their links, images, HTML, icons or table cells may enter text that a person takes for ours.
 */
export function escaped(text: string): string {
  return line(text, longest).replace(/[\\`*_{}[\]()#+\-.!|<>~$&:@/]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/**
 * Text as markdown that shows exactly that text, and that a person can read as it is: only what would be taken for a mark gets a
 * backslash. For a document; a table or a tooltip needs `escaped`.
 */
export function literal(text: string): string {
  return line(text, longest)
    .replace(/[\\`*_[\]<>#|~$]/g, "\\$&")
    .replace(/&(?=\w+;)/g, "\\&")
    .replace(/:(?=\/\/)/g, "\\:"); // a bare address would become a link
}

/** The same for a text that begins a paragraph, which must not become a list or a heading. */
export function literalParagraph(text: string): string {
  return literal(text)
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[-+=]/, "\\$&");
}
