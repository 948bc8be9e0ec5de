// Each fault of the table is found once in VS Code, by the one that the table names.
import { describe, expect, test } from "vitest";
import { jsonService } from "../support/jsonService";
import { faults } from "./faults";

/** The number of a word that is not among those of the schema. What else the schema finds has none; VS Code's parser gives one to each. */
const notAmongWords = 1;

const service = jsonService();

test("the table has at least 36 faults, each of its own", () => {
  expect(new Set(faults.map(({ what }) => what)).size).toBeGreaterThanOrEqual(36);
  expect(new Set(faults.map(({ text }) => text)).size).toBe(faults.length);
});

describe.each(["json", "schema", "server"] as const)("found in VS Code by the %s", (finder) => {
  test.each(faults.filter((fault) => fault.finder === finder).map((fault) => [fault.what, fault] as const))(
    "%s",
    async (_, { text }) => {
      expect(await byVsCode(text)).toEqual({ json: finder === "json" ? 1 : 0, schema: finder === "schema" ? 1 : 0 });
    },
  );
});

/** How many faults VS Code marks by itself. A name that is there twice is one fault, which its parser marks at both places. */
async function byVsCode(text: string) {
  const found = await service.problems(text);
  const syntax = found.filter(({ code }) => typeof code === "number" && code !== notAmongWords);
  return { json: new Set(syntax.map(({ message }) => message)).size, schema: found.length - syntax.length };
}
