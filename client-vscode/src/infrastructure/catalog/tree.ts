import { findNodeAtLocation, findNodeAtOffset, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/** A place in a text: both count from 0, the column in UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A models.json as a syntax tree, or the place from which on it is not JSON. */
export type CatalogTree =
  | { readonly kind: "empty" }
  | { readonly kind: "tree"; readonly root: Node }
  | { readonly kind: "broken"; readonly at: TextPlace };

/** Where rows may be; the server reads all of these names. */
const lists = ["models", "customModels", "launchModels", "launch_models"];

export function catalogTree(text: string): CatalogTree {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors.filter(({ error }) => printParseErrorCode(error) !== "ValueExpected" || text.trim() !== "");
  if (first) {
    return { kind: "broken", at: placeAt(text, first.offset) };
  }

  return root ? { kind: "tree", root } : { kind: "empty" };
}

/** The array of the rows; undefined if the catalog has none. */
export function rowsOf(root: Node): Node | undefined {
  const found =
    root.type === "array" ? root : lists.map((name) => findNodeAtLocation(root, [name])).find((node) => node !== undefined);
  return found?.type === "array" ? found : undefined;
}

/** The row that starts at a place. */
export function rowAt(text: string, root: Node, { line, column }: TextPlace): Node | undefined {
  const start = offsetAt(text, line, column);
  return start === undefined ? undefined : rowsOf(root)?.children?.find((row) => row.offset === start);
}

/** The innermost value at a place. */
export function valueAt(text: string, root: Node, { line, column }: TextPlace): Node | undefined {
  const at = offsetAt(text, line, column);
  const node = at === undefined ? undefined : findNodeAtOffset(root, at, true);
  return node?.type === "property" ? node.children?.[1] : node;
}

/** What a row says in a field, under the first of its names that is there. */
export function fieldOf(row: Node, names: readonly string[]): Node | undefined {
  return names.map((name) => findNodeAtLocation(row, [name])).find((node) => node !== undefined);
}

export function textOf(node: Node | undefined): string | undefined {
  const value: unknown = node?.value;
  return node?.type === "string" && typeof value === "string" ? value : undefined;
}

export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const start = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  return { line: before.split(/\r\n|\r|\n/).length - 1, column: offset - start };
}

function offsetAt(text: string, line: number, column: number): number | undefined {
  let start = 0;
  for (let passed = 0; passed < line; passed++) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = start;
    const found = end.exec(text);
    if (!found) {
      return undefined;
    }

    start = end.lastIndex;
  }

  return start + column;
}
