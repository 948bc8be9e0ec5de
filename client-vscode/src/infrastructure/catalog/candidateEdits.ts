import type { Edit } from "jsonc-parser";
import { withCandidate, withFields } from "./edits";
import { catalogTree, fieldOf, rowsOf } from "./tree";

/**
 * The edit of a `models.json` that lets Auto choose a model, or forbids it. Every other character stays, and the text between its first
 * and its last changed character is all that is replaced, so an editor's cursor stays where it is.
 * @param text the file's text, which may have comments and trailing commas
 * @param offset where the model's row starts
 * @param slug the model's slug, for `router.candidates`
 * @returns no edit if the file says so already; undefined if there is no row at that place, or the text is not JSON
 */
export function candidateEdits(text: string, offset: number, slug: string, isCandidate: boolean): readonly Edit[] | undefined {
  const tree = catalogTree(text);
  const row = tree.kind === "tree" ? rowsOf(tree.root)?.children?.find((each) => each.offset === offset) : undefined;
  if (tree.kind !== "tree" || (row?.type !== "object" && row?.type !== "string")) {
    return undefined;
  }

  if (!isCandidate) {
    return difference(text, withFields(text, row, { candidate: false }));
  }

  const allowed = row.type === "object" && fieldOf(row, ["candidate"]) ? withFields(text, row, { candidate: undefined }) : text;
  const next = catalogTree(allowed);
  return difference(text, next.kind === "tree" ? withCandidate(allowed, next.root, slug) : allowed);
}

function difference(before: string, after: string): readonly Edit[] {
  if (before === after) {
    return [];
  }

  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) {
    start++;
  }

  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) {
    end++;
  }

  return [{ offset: start, length: before.length - start - end, content: after.slice(start, after.length - end) }];
}
