// server/models.schema.json, which VS Code checks a person's models.json by, against the parser that reads it in the end.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "jsonc-parser";
import type { ModelList } from "shim-lsp-client/protocol";
import { afterAll, describe, expect, test } from "vitest";
import schema from "../../../../server/models.schema.json";
import { ask } from "../support/server";

const project = join(import.meta.dirname, "..", "..", "..", "..");
const validate = new Ajv({ strict: false }).compile(schema);
const folder = mkdtempSync(join(tmpdir(), "shim-schema-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Whether the real server has no error, and no complaint about a value, for a catalog. */
function parsed(text: string): boolean {
  const file = join(folder, "models.json");
  writeFileSync(file, text);
  const list = ask<ModelList>([{ method: "listModels" }], ["--models", file])[0]?.result;
  return (
    list?.catalog.problems.every(
      ({ severity, code }) => severity !== "error" && !["wrongType", "outOfRange", "unknownValue", "missingField"].includes(code),
    ) === true
  );
}

const row = { model: "claude-haiku-5-5", provider: "anthropic" };
const local = { model: "qwen3-coder:30b", provider: "ollama" };

describe("both agree", () => {
  test.each<[string, unknown, "valid" | "invalid"]>([
    ["one row", { models: [row] }, "valid"],
    ["no row", { models: [] }, "valid"],
    ["a top-level array", [row], "valid"],
    ["a bare name", { models: ["llama4"] }, "valid"],
    ["customModels", { customModels: [row] }, "valid"],
    ["launch_models", { launch_models: [row] }, "valid"],
    [
      "every field",
      {
        models: [
          {
            ...row,
            slug: "h",
            base_url: "https://a.example",
            api_key: "${env:KEY}",
            display_name: "H",
            max_context_limit: 1000,
            max_output_tokens: 10,
            supports_images: true,
            supports_tools: false,
            pricing: { input: 1, cached_input: 0.1, output: 5 },
            cost: 1,
            strength: 0.5,
            card: "Good.",
            extra_headers: { a: "b" },
            omit: ["temperature", "seed"],
          },
        ],
      },
      "valid",
    ],
    [
      "camelCase",
      {
        models: [
          {
            ...row,
            baseUrl: "https://a.example",
            displayName: "H",
            maxContextLimit: 1000,
            supportsImages: true,
            extraHeaders: {},
          },
        ],
      },
      "valid",
    ],
    ["a null for a field that is left out", { models: [{ ...row, card: null, pricing: null }] }, "valid"],
    ["a router", { models: [local], router: { threshold: 0.5, cache_ttl_seconds: null, candidates: [] } }, "valid"],
    [
      "candidates by name and with a cost",
      {
        models: [
          { ...local, slug: "a" },
          { ...local, slug: "b" },
        ],
        router: {
          candidates: [
            { slug: "a", cost: 1 },
            { id: "b", cost: 2 },
          ],
        },
      },
      "valid",
    ],
    ["a field that nothing knows", { models: [{ ...row, colour: "blue" }] }, "valid"],
    ["a text", "models", "invalid"],
    ["a number", 7, "invalid"],
    ["models as a text", { models: "haiku" }, "invalid"],
    ["a row that is a number", { models: [7] }, "invalid"],
    ["a row without a model", { models: [{ provider: "anthropic" }] }, "invalid"],
    ["a provider that nobody is", { models: [{ ...row, provider: "acme" }] }, "invalid"],
    ["a strength above 1", { models: [{ ...row, strength: 1.5 }] }, "invalid"],
    ["a negative cost", { models: [{ ...row, cost: -1 }] }, "invalid"],
    ["a negative price", { models: [{ ...row, pricing: { input: -1, output: 1 } }] }, "invalid"],
    ["a price without its output", { models: [{ ...row, pricing: { input: 1 } }] }, "invalid"],
    ["no context at all", { models: [{ ...row, max_context_limit: 0 }] }, "invalid"],
    ["images as a text", { models: [{ ...row, supports_images: "perhaps" }] }, "invalid"],
    ["a key that is a number", { models: [{ ...row, api_key: 7 }] }, "invalid"],
    ["headers as a list", { models: [{ ...row, extra_headers: ["a"] }] }, "invalid"],
    ["a header that is a number", { models: [{ ...row, extra_headers: { a: 1 } }] }, "invalid"],
    ["an option that cannot be left out", { models: [{ ...row, omit: ["model"] }] }, "invalid"],
    ["options as a text", { models: [{ ...row, omit: "seed" }] }, "invalid"],
    ["a router that is a list", { models: [row], router: [] }, "invalid"],
    ["a threshold above 1", { models: [row], router: { threshold: 70 } }, "invalid"],
    ["a capacity of nothing", { models: [row], router: { cache_capacity: 0 } }, "invalid"],
    ["a time to live of nothing", { models: [row], router: { cache_ttl_seconds: 0 } }, "invalid"],
    ["an affinity that there is not", { models: [row], router: { affinity: "always" } }, "invalid"],
    ["a candidate without a name", { models: [row], router: { candidates: [{ cost: 1 }] } }, "invalid"],
  ])("%s", (_, catalog, verdict) => {
    expect({ schema: validate(catalog), parser: parsed(JSON.stringify(catalog)) }).toEqual({
      schema: verdict === "valid",
      parser: verdict === "valid",
    });
  });

  test.each(["models.json", "client-vscode/dist/starter.models.json"])("%s, which we give to people", (file) => {
    const text = readFileSync(join(project, file), "utf8");

    expect({ schema: validate(parse(text)), parser: parsed(text) }).toEqual({ schema: true, parser: true });
  });
});

describe("only the parser can know", () => {
  test.each<[string, unknown]>([
    ["a candidate that names no model", { models: [{ ...row, slug: "h" }], router: { candidates: ["opus"] } }],
    ["a malformed reference to a key", { models: [{ ...row, api_key: "${env:}" }] }],
  ])("%s", (_, catalog) => {
    expect({ schema: validate(catalog), parser: parsed(JSON.stringify(catalog)) }).toEqual({ schema: true, parser: false });
  });
});
