import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import type { Model } from "../../infrastructure/protocol/types";

/** Offsets into a text, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The lists of rows that a models.json may have, by the names that docs/configuration.md gives. */
const lists = ["models", "customModels", "launchModels", "launch_models"];

/**
 * Where a model's row stands in the text of a models.json. By its slug where one is written; else by what slugs are made of.
 * The text may be half written: what can be read of it counts. None where no row looks like the model's.
 */
export function findModel(text: string, model: Pick<Model, "slug" | "model" | "displayName">): Span | undefined {
  const rows = rowsOf(parseTree(text));
  const row =
    rows.find((candidate) => field(candidate, "slug") === model.slug) ??
    rows.find((candidate) => field(candidate, "slug") === undefined && madeSlugs(candidate).includes(model.slug)) ??
    rows.find((candidate) => nameIn(candidate) === model.model);
  return row && { start: row.offset, end: row.offset + row.length };
}

function rowsOf(root: Node | undefined): readonly Node[] {
  if (root === undefined) {
    return [];
  }

  return root.type === "array"
    ? (root.children ?? [])
    : lists.flatMap((name) => findNodeAtLocation(root, [name])?.children ?? []);
}

/** If a row has no slug, the server makes one of the model's name, or of the display name if two rows share a model. */
function madeSlugs(row: Node): readonly string[] {
  return [nameIn(row), ...["display_name", "displayName", "name"].map((name) => field(row, name))]
    .filter((name) => name !== undefined)
    .map((name) => {
      const slug = name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
      return slug === "" ? "model" : slug.toLowerCase();
    });
}

function nameIn(row: Node): string | undefined {
  return row.type === "string" ? String(row.value) : field(row, "model");
}

function field(row: Node, name: string): string | undefined {
  const value: unknown = row.type === "object" ? findNodeAtLocation(row, [name])?.value : undefined;
  return typeof value === "string" ? value : undefined;
}
