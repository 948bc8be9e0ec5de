// The pages of editors say what the tests do with each of their snippets, and each test file knows its editor.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { parse } from "smol-toml";
import { root } from "../environment.mjs";
import { version } from "../versions.mjs";
import { editors, isFor } from "../editors.mjs";
import { blocksOf, pages } from "../../tests/editors/page.mjs";

for (const page of pages()) {
  test(`docs/editors/${page}: every fenced block says whether the tests run it`, () => {
    const unmarked = blocksOf(page).filter(({ mark }) => !/^(run: \S|screen: \S|output$|not run: \S)/.test(mark ?? ""));
    assert.deepEqual(
      unmarked.map(({ line, text }) => `line ${line}: ${text.split("\n")[0]}`),
      [],
    );
  });
}

for (const [file, present, expected] of [
  ["vim.test.mjs", ["vim"], true],
  ["vim-page.test.mjs", ["vim"], true],
  ["vim.test.mjs", ["neovim"], false],
  ["neovim.test.mjs", ["vim"], false],
  ["frame.test.mjs", [], true],
]) {
  test(`${file} ${expected ? "runs" : "does not run"} with ${present.join(", ") || "no editor"}`, () =>
    assert.equal(isFor(file, present), expected));
}

test("every editor names what to install", () => {
  assert.ok(editors.every(({ name, packages, probe }) => name && packages.length > 0 && probe.length > 1));
});

const text = { type: "string", minLength: 1 };
const object = (properties, required = Object.keys(properties), more = {}) => ({
  type: "object",
  properties: { ...properties, ...more },
  required,
  additionalProperties: false,
});

/** What Zed reads of an extension that has a language server, and what it needs to build it: its public source of summer 2026. */
const zed = {
  "extension.toml": object(
    { id: text, name: text, version: { const: version }, schema_version: { const: 1 }, authors: { type: "array", items: text }, description: text },
    undefined,
    {
      repository: text,
      language_servers: {
        type: "object",
        minProperties: 1,
        additionalProperties: object({ name: text, languages: { type: "array", items: text, minItems: 1 } }),
      },
    },
  ),
  "Cargo.toml": object({
    package: object({ name: text, version: { const: version }, edition: { enum: ["2021", "2024"] }, publish: { const: false } }),
    lib: object({ path: { const: "src/lib.rs" }, "crate-type": { const: ["cdylib"] } }),
    dependencies: object({ zed_extension_api: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" } }),
  }),
};

for (const [file, schema] of Object.entries(zed)) {
  test(`editors/zed/${file} has what Zed reads, and nothing else`, () => {
    const ajv = new Ajv({ allErrors: true });
    const isRight = ajv.validate(schema, parse(readFileSync(join(root, "editors", "zed", file), "utf8")));
    assert.ok(isRight, ajv.errorsText());
  });
}
