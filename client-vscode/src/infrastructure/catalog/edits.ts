import type { Node } from "jsonc-parser";
import { catalogTree, fieldOf, rowsOf, textOf } from "./tree";

/** A row's fields, in the order in which they are written. */
export type RowFields = Readonly<Record<string, unknown>>;

/** The names under which older files have a field; the first is the one that is written. */
export const aliases = {
  display_name: ["display_name", "displayName", "name"],
  max_context_limit: ["max_context_limit", "maxContextLimit"],
  max_output_tokens: ["max_output_tokens", "maxOutputTokens"],
  supports_images: ["supports_images", "supportsImages"],
  supports_tools: ["supports_tools", "supportsTools"],
  pricing: ["pricing"],
  api_key: ["api_key", "apiKey", "bearerToken"],
  base_url: ["base_url", "baseUrl", "baseURL"],
  candidate: ["candidate"],
} as const;

export type EditedField = keyof typeof aliases;

/** The text of a catalog that has one row and nothing else. */
export function newCatalog(row: RowFields): string {
  return `{\n  "models": [\n    ${rowText(row, "    ", "\n", "  ")}\n  ]\n}\n`;
}

/** The catalog with one more row, after the others. Every other character stays. */
export function withRow(text: string, root: Node, row: RowFields): string {
  const rows = rowsOf(root);
  const eol = eolOf(text);
  if (!rows) {
    const indent = unitOf(text);
    const list = `[${eol}${indent.repeat(2)}${rowText(row, indent.repeat(2), eol, indent)}${eol}${indent}]`;
    return withMember(text, root, `"models": ${list}`);
  }

  const last = rows.children?.at(-1);
  if (!last) {
    const outer = indentAt(text, rows.offset);
    const indent = outer + unitOf(text);
    return splice(text, [
      { at: rows.offset + 1, text: `${eol}${indent}${rowText(row, indent, eol, unitOf(text))}${eol}${outer}` },
    ]);
  }

  const indent = indentAt(text, last.offset);
  return afterLast(text, last, `${eol}${indent}${rowText(row, indent, eol, unitOf(text))}`);
}

/** The catalog without a row, and without the router's mention of it as a candidate. */
export function withoutRow(text: string, root: Node, row: Node, slug: string): string {
  const mentions = candidatesOf(root).filter((each) => slugOf(each) === slug);
  // From the end on, so that the places before stay right.
  return [...mentions, row].sort((a, b) => b.offset - a.offset).reduce((rest, node) => withoutElement(rest, node), text);
}

/**
 * The catalog in which the router's candidates name a model, after the others. If it names none, every model is one, and nothing
 * changes.
 */
export function withCandidate(text: string, root: Node, slug: string): string {
  const candidates = candidatesOf(root);
  const last = candidates.at(-1);
  if (!last || candidates.some((each) => slugOf(each) === slug)) {
    return text;
  }

  return afterLast(text, last, `${gapBefore(text, last)}${inline({ slug })}`);
}

/** The catalog with other values in a row; `undefined` takes a field out. */
export function withFields(text: string, row: Node, fields: Partial<Record<EditedField, unknown>>): string {
  if (row.type === "string") {
    const full = { model: textOf(row), provider: "ollama", ...fields };
    return splice(text, [{ at: row.offset, until: row.offset + row.length, text: inline(full) }]);
  }

  // An older name that means the opposite would contradict the new one.
  const opposites = "supports_images" in fields ? ["no_image_support", "noImageSupport"] : [];
  const changes: [string, unknown][] = [
    ...opposites.map((name): [string, unknown] => [name, undefined]),
    ...Object.entries(fields).map(([name, value]): [string, unknown] => [nameIn(row, name as EditedField), value]),
  ];
  return changes.reduce((rest, [name, value]) => withField(rest, row.offset, name, value), text);
}

function withField(text: string, rowStart: number, name: string, value: unknown): string {
  const tree = catalogTree(text);
  const row = tree.kind === "tree" ? rowsOf(tree.root)?.children?.find(({ offset }) => offset === rowStart) : undefined;
  const node = row && fieldOf(row, [name]);
  if (!row || (!node && value === undefined)) {
    return text;
  }

  return !node
    ? withMember(text, row, `${JSON.stringify(name)}: ${inline(value)}`)
    : value === undefined
      ? withoutElement(text, node.parent ?? node)
      : splice(text, [{ at: node.offset, until: node.offset + node.length, text: inline(value) }]);
}

/** An object with one more member, after the others: on a line of its own if they are. */
function withMember(text: string, object: Node, member: string): string {
  const eol = eolOf(text);
  const last = object.children?.at(-1);
  if (!last) {
    const outer = indentAt(text, object.offset);
    return splice(text, [{ at: object.offset + 1, text: `${eol}${outer}${unitOf(text)}${member}${eol}${outer}` }]);
  }

  return afterLast(text, last, `${gapBefore(text, last)}${member}`);
}

/** What stands before one more element: the next one begins a line if the last one does. */
function gapBefore(text: string, last: Node): string {
  const startsLine = /(?:^|[\r\n])[ \t]*$/.test(text.slice(0, last.offset));
  return startsLine ? eolOf(text) + indentAt(text, last.offset) : " ";
}

/** A trailing comma stays a trailing comma: the file's owner likes it so. */
function afterLast(text: string, last: Node, written: string): string {
  const end = last.offset + last.length;
  const after = afterValue(text, end);
  return splice(text, [
    ...(after.hasComma ? [] : [{ at: end, text: "," }]),
    { at: after.end, text: after.hasComma ? `${written},` : written },
  ]);
}

/** The catalog without a member of its outermost object. */
export function withoutMember(text: string, root: Node, name: string): string {
  const member = root.type === "object" ? fieldOf(root, [name])?.parent : undefined;
  return member ? withoutElement(text, member) : text;
}

/** The catalog with another value at a place. */
export function withValue(text: string, node: Node, value: string): string {
  return splice(text, [{ at: node.offset, until: node.offset + node.length, text: JSON.stringify(value) }]);
}

function candidatesOf(root: Node): readonly Node[] {
  const router = root.type === "object" ? fieldOf(root, ["router"]) : undefined;
  const list = router?.type === "object" ? fieldOf(router, ["candidates"]) : undefined;
  return list?.type === "array" ? (list.children ?? []) : [];
}

/** The slug that a candidate names. */
function slugOf(candidate: Node): string | undefined {
  return textOf(candidate) ?? (candidate.type === "object" ? textOf(fieldOf(candidate, ["slug", "id"])) : undefined);
}

function nameIn(row: Node, field: EditedField): string {
  return aliases[field].find((name) => fieldOf(row, [name]) !== undefined) ?? field;
}

function withoutElement(text: string, node: Node): string {
  const after = afterValue(text, node.offset + node.length);
  const head = text.slice(0, node.offset);
  const comma = after.hasComma ? undefined : /,\s*$/.exec(head)?.index;
  const line = /(?:^|\r\n|\r|\n)[ \t]*$/.exec(head);
  const startsLine = line !== null && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(after.end));
  // The line goes with the row, if nothing else is on it.
  const from = comma ?? (startsLine ? line.index : node.offset);
  const space = startsLine || comma !== undefined ? 0 : (/^[ \t]*/.exec(text.slice(after.end))?.[0].length ?? 0);
  return splice(text, [{ at: from, until: after.end + space, text: "" }]);
}

/** What follows a value on its line: its comma, and a comment that speaks of it. */
function afterValue(text: string, end: number): { readonly hasComma: boolean; readonly end: number } {
  const gap = /^(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(end))?.[0] ?? "";
  const hasComma = text[end + gap.length] === ",";
  const from = hasComma ? end + gap.length + 1 : end;
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=[\r\n]|$))/.exec(text.slice(from))?.[0] ?? "";
  return { hasComma, end: from + comment.length };
}

function splice(text: string, edits: readonly { readonly at: number; readonly until?: number; readonly text: string }[]): string {
  return [...edits]
    .reverse() // of two at one place the first is to come first
    .sort((a, b) => b.at - a.at)
    .reduce((rest, { at, until, text: put }) => rest.slice(0, at) + put + rest.slice(until ?? at), text);
}

function rowText(row: RowFields, indent: string, eol: string, unit: string): string {
  const fields = Object.entries(row)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}${unit}${JSON.stringify(name)}: ${inline(value)}`);
  return `{${eol}${fields.join(`,${eol}`)}${eol}${indent}}`;
}

function inline(value: unknown): string {
  return typeof value === "object" && value !== null
    ? `{ ${Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`)
        .join(", ")} }`
    : JSON.stringify(value);
}

function indentAt(text: string, offset: number): string {
  return /(?:^|[\r\n])([ \t]*)[^\r\n]*$/.exec(text.slice(0, offset))?.[1] ?? "";
}

function eolOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}

function unitOf(text: string): string {
  return /(?:\r\n|\r|\n)(\t| +)/.exec(text)?.[1] ?? "  ";
}
