import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";
import { lspModel, modelFile } from "../lsp-model/model.mjs";
import { LspTypes } from "../lsp-model/types.mjs";

test("the committed model is what the library's declarations say: node scripts/lsp-model/write.mjs writes it anew", async () =>
  assert.equal(readFileSync(modelFile, "utf8"), await lspModel()));

for (const [name, declaration, expected] of [
  ["an integer's sign is kept", "type T = uinteger | integer; type uinteger = number; type integer = number;", { T: "uinteger | integer" }],
  ["a member that may be undefined may be absent", "interface T { a?: string | undefined }", { T: { "a?": "string" } }],
  ["null is a value", "interface T { a: string | null }", { T: { a: "string | null" } }],
  ["what is inherited counts", "interface T extends B { b: boolean } interface B { a: string }", { B: { a: "string" }, T: { a: "string", b: "boolean" } }],
  ["a mixture is one structure", "type T = A & { b: boolean }; type A = { a: string };", { A: { a: "string" }, T: { a: "string", b: "boolean" } }],
  ["an unnamed structure is called after its place", "interface T { a?: boolean | { b: 'x' } }", { T: { "a?": "boolean | T.a" }, "T.a": { b: "'x'" } }],
  ["a type may speak of itself", "interface T { more?: (T | 1)[] }", { T: { "more?": "(T | 1)[]" } }],
  ["maps and tuples", "interface T { a: { [key: string]: boolean }; b: [string, 2] }", { T: { a: "map<string, boolean>", b: "[string, 2]" } }],
  ["a type parameter is anything", "interface T<P = any> { a?: P; [more: string]: any }", { T: { "a?": "LSPAny" } }],
  ["a constant's type is its value", "interface T { kind: typeof K.A } declare namespace K { const A = \"a\"; }", { T: { kind: "'a'" } }],
]) {
  test(`types: ${name}`, () => assert.deepEqual(typesOf(declaration), expected));
}

for (const declaration of ["type T = keyof B; interface B { a: string }", "interface T { a(): void }", "interface T { a: Omit<B, 'a'> } interface B {}"]) {
  test(`types: what the model has no word for is an error: ${declaration}`, () => assert.throws(() => typesOf(declaration), /has no word for/));
}

function typesOf(text) {
  const file = ts.createSourceFile("t.ts", `declare let root: T; ${text}`, ts.ScriptTarget.Latest, true);
  const host = { ...ts.createCompilerHost({}), getSourceFile: (name) => (name === file.fileName ? file : undefined) };
  const types = new LspTypes(ts.createProgram([file.fileName], { noLib: true }, host).getTypeChecker());
  types.text(file.statements[0].declarationList.declarations[0].type, "root");
  return types.all;
}
