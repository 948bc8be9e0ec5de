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
