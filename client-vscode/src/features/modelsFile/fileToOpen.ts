import type { CatalogInfo } from "../../infrastructure/protocol/types";

/** What the server calls the catalog that is compiled into it. */
const embedded = "embedded";

/**
 * The file that a person means by "the models file": the one that is named but cannot be read, for that is what they have to
 * mend or to make; else the one in force; else their own, which may not be there yet.
 */
export function fileToOpen(catalog: CatalogInfo | undefined, own: string): string {
  const unreadable = catalog?.problems.find(({ code }) => code === "unreadableCatalog");
  return unreadable?.source ?? catalog?.sources.find((source) => source !== embedded) ?? own;
}
