import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CatalogInfo, ModelList, Problem } from "shim-lsp-client/protocol";
import { expect, onTestFinished, test } from "vitest";
import { fileToOpen, placeIn, targetOf } from "../../../../src/infrastructure/catalog/target";
import { auto, list, model, problem } from "../../support/given";
import { ask } from "../../support/server";

const missing = { ...problem("unreadableCatalog", "It does not exist.", "error"), source: "/named/models.json" };
const odd = { ...problem("unknownField", "Odd."), source: "/other/models.json" };

test.each<[string, Omit<CatalogInfo, "version">, string | undefined]>([
  ["the one in force", { sources: ["/team/models.json"], userFile: "/own/models.json", problems: [odd] }, "/team/models.json"],
  [
    "one's own, if only the sample is in force",
    { sources: ["embedded"], userFile: "/own/models.json", problems: [] },
    "/own/models.json",
  ],
  [
    "the named one that is missing, with nothing in its place",
    { sources: [], userFile: "/own/models.json", problems: [missing] },
    "/named/models.json",
  ],
  [
    "the named one that is missing, not the last good one",
    { sources: ["/team/models.json"], userFile: "/own/models.json", problems: [odd, missing] },
    "/named/models.json",
  ],
  ["none, if the machine has no folder for it", { sources: ["embedded"], problems: [] }, undefined],
])("opens %s", (_, catalog, file) => {
  expect(fileToOpen({ version: 1, ...catalog })).toBe(file);
});

const file = "/own/models.json";
const at = (line: number, column: number) => ({ position: { line, column } });
const error = (more: Partial<Problem>): Problem => ({ ...problem("missingField", "No.", "error"), source: file, ...more });

test.each<[string, string | undefined, Problem[], string]>([
  ["at the model's row", "here", [error({ line: 9 })], "3:4"],
  ["nowhere for a model without a row", "auto", [], "-"],
  ["nowhere for a model that is gone", "gone", [], "-"],
  ["at the first error if no model is named", undefined, [problem("odd", "Odd."), error({ line: 5, column: 6 })], "5:6"],
  ["at an error's line if its column is not known", undefined, [error({ line: 5 })], "5:0"],
  ["nowhere for an error of another file", undefined, [error({ source: "/other", line: 5 })], "-"],
  ["nowhere for an error without a place", undefined, [error({})], "-"],
  ["nowhere if all is well", undefined, [], "-"],
])("looks %s", (_, slug, problems, place) => {
  const models = [auto, model("here", at(3, 4))];
  const answer = list("auto", models, problems);
  const found = placeIn(file, { ...answer, catalog: { ...answer.catalog, sources: [file] } }, slug);
  expect(found ? `${found.line}:${found.column}` : "-").toBe(place);
});

test("looks nowhere for a row of another file", () => {
  const answer = list("auto", [model("here", at(3, 4))], []);
  expect(placeIn(file, { ...answer, catalog: { ...answer.catalog, sources: ["embedded"] } }, "here")).toBeUndefined();
});

test("the real server's positions lead to the rows, whatever slugs it makes of their names", () => {
  const folder = mkdtempSync(join(tmpdir(), "shim-rows-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const rows = ['"Modèle é 7b"', '{"model": "é 🤖", "provider": "ollama"}', '"模型"', '"Modèle é 7b"'];
  const models = join(folder, "models.json");
  const text = `{ /* 🤖 é */ "models": [\r\n  ${rows[0]}, ${rows[1]},\n\n /* é */ ${rows[2]}, ${rows[3]}] }`;
  writeFileSync(models, text);
  const lines = text.split(/\r?\n/);

  const answer = ask<ModelList>([{ method: "listModels" }], ["--models", models])[0]?.result;

  const found = answer?.models
    .filter(({ kind }) => kind === "model")
    .map(({ slug }) => placeIn(models, answer, slug))
    .map((place) => place && lines[place.line]?.slice(place.column));
  expect(found).toHaveLength(rows.length);
  rows.forEach((row, index) => {
    expect(found?.[index]?.startsWith(row)).toBe(true);
  });
});

test.each<[string, Omit<CatalogInfo, "version">, string | undefined, object | undefined]>([
  [
    "the workspace's own",
    { sources: ["/shop/.shim/models.json"], problems: [] },
    "/shop",
    { path: "/shop/.shim/models.json", within: "/shop", isNew: false },
  ],
  [
    "one's own, which is no file yet",
    { sources: ["embedded"], userFile: "/own/models.json", problems: [] },
    "/shop",
    { path: "/own/models.json", isNew: true },
  ],
  [
    "a file beside a folder of a like name",
    { sources: ["/shop2/models.json"], problems: [] },
    "/shop",
    { path: "/shop2/models.json", isNew: false },
  ],
  ["none", { sources: ["embedded"], problems: [] }, undefined, undefined],
])("a change goes to %s", (_, catalog, root, expected) => {
  expect(targetOf({ ...catalog, version: 1 }, root)).toEqual(expected);
});
