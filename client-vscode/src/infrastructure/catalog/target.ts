import { isAbsolute, relative } from "node:path";
import type { CatalogInfo, ModelList } from "shim-lsp-client/protocol";
import type { TextPlace } from "./tree";

/** What the server calls the catalog that is compiled into it. */
const embedded = "embedded";

/**
 * The file that a person means by "the models file". If the catalog that they named cannot be read, it is that one: they have to repair
 * or create it. Otherwise it is the one in force, or their own, which may not exist yet. Undefined if the server knows none.
 */
export function fileToOpen({ problems, sources, userFile }: CatalogInfo): string | undefined {
  const unreadable = problems.find(({ code }) => code === "unreadableCatalog");
  return unreadable?.source ?? sources.find((source) => source !== embedded) ?? userFile;
}

/** The file that a change goes to. */
export interface CatalogTarget {
  readonly path: string;
  /** The workspace's folder, if the file lies in it. */
  readonly within?: string;
  /** Whether there is no such file yet. */
  readonly isNew: boolean;
}

/**
 * The file that a new row goes to: the catalog in force, because another one would not be read.
 * @param root the path of the workspace's folder
 */
export function targetOf(catalog: CatalogInfo, root: string | undefined): CatalogTarget | undefined {
  const path = fileToOpen(catalog);
  const way = root === undefined || path === undefined ? undefined : relative(root, path);
  const isInside = way !== undefined && !way.startsWith("..") && !isAbsolute(way);
  return path === undefined
    ? undefined
    : { path, ...(isInside && root !== undefined && { within: root }), isNew: !catalog.sources.includes(path) };
}

/** Where to look in that file: at the row of the model that is named, or at the file's first error if none is. */
export function placeIn(file: string, { models, catalog }: ModelList, slug: string | undefined): TextPlace | undefined {
  if (slug !== undefined) {
    const position = models.find((model) => model.slug === slug)?.position;
    return catalog.sources[0] === file ? position : undefined;
  }

  const error = catalog.problems.find(({ severity, source }) => severity === "error" && source === file);
  return error?.line === undefined ? undefined : { line: error.line, column: error.column ?? 0 };
}
