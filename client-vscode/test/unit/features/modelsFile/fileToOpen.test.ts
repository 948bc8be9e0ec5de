import { expect, test } from "vitest";
import { fileToOpen } from "../../../../src/features/modelsFile/fileToOpen";
import type { CatalogInfo } from "../../../../src/infrastructure/protocol/types";
import { problem } from "../../support/given";

const missing = { ...problem("unreadableCatalog", "It does not exist.", "error"), source: "/named/models.json" };
const odd = { ...problem("unknownField", "Odd."), source: "/other/models.json" };

test.each<[string, CatalogInfo | undefined, string]>([
  ["the one in force", { version: 1, sources: ["/team/models.json"], problems: [odd] }, "/team/models.json"],
  ["one's own, where only the sample is in force", { version: 1, sources: ["embedded"], problems: [] }, "/own/models.json"],
  ["one's own, before the server has answered", undefined, "/own/models.json"],
  [
    "the named one that is missing, with nothing in its place",
    { version: 1, sources: [], problems: [missing] },
    "/named/models.json",
  ],
  [
    "the named one that is missing, not the last good one",
    { version: 1, sources: ["/team/models.json"], problems: [odd, missing] },
    "/named/models.json",
  ],
])("%s", (_, catalog, file) => {
  expect(fileToOpen(catalog, "/own/models.json")).toBe(file);
});
