// Each fault of the table is shown once in VS Code, and once in an editor that has the server alone.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, startEditor } from "../support/diagnostics";
import { jsonService } from "../support/jsonService";
import { faults } from "./faults";

/** The number of a word that is not among those of the schema. What else the schema finds has none; VS Code's parser gives one to each. */
const notAmongWords = 1;

const service = jsonService();
let withSchema: Editor;
let alone: Editor;

beforeAll(async () => {
  [withSchema, alone] = await Promise.all([startEditor({ schemaDiagnostics: true }), startEditor({ schemaDiagnostics: false })]);
});
afterAll(async () => {
  await Promise.all([withSchema.close(), alone.close()]);
});

test("the table has at least 36 faults, each of its own", () => {
  expect(new Set(faults.map(({ what }) => what)).size).toBeGreaterThanOrEqual(36);
  expect(new Set(faults.map(({ text }) => text)).size).toBe(faults.length);
});

describe.each(["json", "schema", "server"] as const)("found in VS Code by the %s", (finder) => {
  test.each(faults.filter((fault) => fault.finder === finder).map((fault) => [fault.what, fault] as const))(
    "%s",
    async (_, fault) => {
      const ours = (await withSchema.diagnostics(fault.text, fault.where)).map(({ code }) => code);
      const inNeovim = (await alone.diagnostics(fault.text, fault.where)).map(({ code }) => code);

      expect({ ...(await byVsCode(fault.text)), server: ours, inNeovim }).toEqual({
        json: finder === "json" ? 1 : 0,
        schema: finder === "schema" ? 1 : 0,
        server: finder === "server" ? [fault.code] : [],
        inNeovim: [fault.code],
      });
    },
  );
});

/** How many faults VS Code marks by itself. A name that is there twice is one fault, which its parser marks at both places. */
async function byVsCode(text: string) {
  const found = await service.problems(text);
  const syntax = found.filter(({ code }) => typeof code === "number" && code !== notAmongWords);
  return { json: new Set(syntax.map(({ message }) => message)).size, schema: found.length - syntax.length };
}
