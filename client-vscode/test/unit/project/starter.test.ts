// The file that Open Models File creates, against the one that `shim-lsp init` writes: both are made of the sample, each at its own time.
// Other editors learn of the schema from the file itself; VS Code has it from the extension.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../support/server";

test("the extension and the command line begin a catalog with the same text", () => {
  const starter = readFileSync(join(import.meta.dirname, "..", "..", "..", "dist", "starter.models.json"), "utf8");

  const written = run(["init", "--workspace"], { read: (home) => readFileSync(join(home, ".shim", "models.json"), "utf8") });

  expect(written.replace('  "$schema": "./models.schema.json",\n', "")).toBe(starter);
  expect(starter).not.toContain("$schema");
});
