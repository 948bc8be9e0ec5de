import type { CatalogInfo, ModelList } from "../../infrastructure/protocol/types";

/** What the server calls the catalog that is compiled into it. */
const embedded = "embedded";

/** A place in a text: both count from 0, the column in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The file that a person means by "the models file". If the catalog that they named cannot be read, it is that one: they have to repair
 * or create it. Otherwise it is the one in force, or their own, which may not exist yet. Undefined if the server knows none.
 */
export function fileToOpen({ problems, sources, userFile }: CatalogInfo): string | undefined {
  const unreadable = problems.find(({ code }) => code === "unreadableCatalog");
  return unreadable?.source ?? sources.find((source) => source !== embedded) ?? userFile;
}

/** Where to look in that file: at the row of the model that is named, or at the file's first error if none is. */
export function placeIn(file: string, { models, catalog }: ModelList, slug: string | undefined): Place | undefined {
  if (slug !== undefined) {
    const position = models.find((model) => model.slug === slug)?.position;
    return catalog.sources[0] === file ? position : undefined;
  }

  const error = catalog.problems.find(({ severity, source }) => severity === "error" && source === file);
  return error?.line === undefined ? undefined : { line: error.line, column: error.column ?? 0 };
}
