import {
  type Edit,
  findNodeAtLocation,
  findNodeAtOffset,
  getNodePath,
  type JSONPath,
  modify,
  type Node,
  parseTree,
} from "jsonc-parser";

const formattingOptions = { insertSpaces: true, tabSize: 2 };

/**
 * The edits of a `models.json` that let Auto choose a model, or forbid it. Comments stay.
 * @param text the file's text, which may have comments and trailing commas
 * @param offset where the model's row starts
 * @param slug the model's slug, for `router.candidates`
 * @returns no edits if the file says so already; undefined if there is no row at that place
 */
export function candidateEdits(text: string, offset: number, slug: string, isCandidate: boolean): readonly Edit[] | undefined {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const row = tree && rowAt(tree, offset);
  if (tree === undefined || row === undefined) {
    return undefined;
  }

  const set = (path: JSONPath, value: unknown, isInsertion = false) =>
    modify(text, path, value, { formattingOptions, isArrayInsertion: isInsertion });
  const path = getNodePath(row);
  if (!isCandidate) {
    return row.type === "string"
      ? set(path, { model: row.value as string, provider: "ollama", candidate: false }) // as the server reads a bare name
      : set([...path, "candidate"], false);
  }

  const named = findNodeAtLocation(tree, ["router", "candidates"]);
  const listed = named?.children ?? [];
  const isListed = listed.length === 0 || listed.some((each) => names(each, slug));
  return [
    ...(row.type === "object" && findNodeAtLocation(row, ["candidate"]) ? set([...path, "candidate"], undefined) : []),
    ...(isListed ? [] : set(["router", "candidates", listed.length], { slug }, true)),
  ];
}

function rowAt(tree: Node, offset: number): Node | undefined {
  let node = findNodeAtOffset(tree, offset, true);
  while (node && node.parent?.type !== "array") {
    node = node.parent;
  }

  return node && (node.type === "object" || node.type === "string") ? node : undefined;
}

function names(candidate: Node, slug: string): boolean {
  const name =
    candidate.type === "object" ? (findNodeAtLocation(candidate, ["slug"]) ?? findNodeAtLocation(candidate, ["id"])) : candidate;
  return name?.value === slug;
}
