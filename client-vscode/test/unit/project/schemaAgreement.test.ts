// Every field with values of every kind: what the schema marks, the server marks too, and says that the schema does. So an editor that has
// both shows it once, and one that has the server alone shows it as well.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import schema from "../../../../server/models.schema.json";
import { type Editor, startEditor } from "../support/diagnostics";
import { jsonService } from "../support/jsonService";

const values = [
  "7",
  "-1",
  "1.5",
  "1e10",
  '"x"',
  '""',
  '" "',
  '"a b"',
  '"8"',
  "true",
  "null",
  "[]",
  '["x"]',
  "[7]",
  "{}",
  '{ "a": 1 }',
  '"http://x.example"',
  '"ollama"',
  '"OLLAMA"',
];

const row = schema.properties.models.items.properties;
const router = schema.properties.router.properties;

const local = { model: '"m"', provider: '"ollama"' };
const generic = { model: '"m"', provider: '"generic-chat-completion-api"' };
const prices = { input: "1", output: "1" };

/** Where a value is put, and a text with it that has no other fault. */
const places: readonly (readonly [string, (value: string) => string])[] = [
  ["the file", (value) => value],
  ["models", (value) => `{ "models": ${value} }`],
  ["a row", (value) => `["llama4", ${value}]`],
  ...canonical(row).map((name) => [`${name} of a row`, (value: string) => `[${object({ ...local, [name]: value })}]`] as const),
  ["base_url where one is needed", (value) => `[${object({ ...generic, base_url: value })}]`],
  ["url where one is needed", (value) => `[${object({ ...generic, url: value })}]`],
  ...canonical(row.pricing.properties).map(
    (name) =>
      [
        `${name} of prices`,
        (value: string) => `[${object({ ...local, pricing: object({ ...prices, [name]: value }) })}]`,
      ] as const,
  ),
  ["a header", (value) => `[${object({ ...local, extra_headers: object({ "x-team": value }) })}]`],
  ["an option", (value) => `[${object({ ...local, omit: `[${value}]` })}]`],
  ["router", (value) => `{ "models": ["llama4"], "router": ${value} }`],
  ...canonical(router).map(
    (name) => [`${name} of the router`, (value: string) => within("router", object({ [name]: value }))] as const,
  ),
  ["a candidate", (value) => within("router", object({ candidates: `["llama4", ${value}]` }))],
  ...["id", ...canonical(router.candidates.items.properties)].map(
    (name) =>
      [
        `${name} of a candidate`,
        (value: string) =>
          within(
            "router",
            object({ candidates: `[${object(name === "id" ? { id: value } : { slug: '"llama4"', [name]: value })}]` }),
          ),
      ] as const,
  ),
  ["gateway", (value) => `{ "models": ["llama4"], "gateway": ${value} }`],
  ...canonical(schema.properties.gateway.properties).map(
    (name) => [`${name} of the gateway`, (value: string) => within("gateway", object({ [name]: value }))] as const,
  ),
  ["an alias", (value) => within("gateway", object({ aliases: object({ "claude-*": value }) }))],
  ["a model of an alias", (value) => within("gateway", object({ aliases: object({ "claude-*": `["llama4", ${value}]` }) }))],
];

const service = jsonService();
let withSchema: Editor;
let alone: Editor;

beforeAll(async () => {
  [withSchema, alone] = await Promise.all([startEditor({ schemaDiagnostics: true }), startEditor({ schemaDiagnostics: false })]);
});
afterAll(async () => {
  await Promise.all([withSchema.close(), alone.close()]);
});

describe("the schema marks what the server says that it marks", () => {
  test.each(places)("%s", async (_, textWith) => {
    const differing = [];
    for (const value of values) {
      const text = textWith(value);
      const bySchema = (await service.problems(text)).length > 0;
      const ours = await withSchema.diagnostics(text);
      const flagged = (await alone.diagnostics(text)).length > ours.length;
      if (bySchema !== flagged) {
        differing.push({ text, bySchema, flagged, ours: ours.map(({ code }) => code) });
      }
    }

    expect(differing).toEqual([]);
  });
});

/** The names that are not another one's alias. */
function canonical(properties: object): readonly string[] {
  return Object.entries(properties as Record<string, object>)
    .filter(([, property]) => !("allOf" in property))
    .map(([name]) => name);
}

function object(members: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(members)
    .map(([name, value]) => `"${name}": ${value}`)
    .join(", ")} }`;
}

function within(block: string, value: string): string {
  return `{ "models": ["llama4"], "${block}": ${value} }`;
}
