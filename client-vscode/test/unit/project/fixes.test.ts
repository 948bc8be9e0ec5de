// Each quick fix of the table of faults solves its fault, makes no other, and leaves a text that a JSON reader takes.
import { type ParseError, parse } from "jsonc-parser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Editor, startEditor } from "../support/diagnostics";
import { type Fault, faults } from "./faults";

/** What no certain fix is known for: what is meant does not show, or it is a person's to say. */
const without: readonly string[] = [
  "a value is missing",
  "a text is not closed",
  "more text after the end",
  "nothing at all",
  "half of a character",
  "the file is a number",
  "the models are an object",
  "there is no model",
  "a row is a number",
  "a row is an empty text",
  "a number is a word",
  "a key is a number",
  "headers are a list",
  "a header is a number",
  "prices are one number",
  "the router is a list",
  "a candidate is a number",
  "a candidate's slug is a number",
  "a gateway's alias is a number",
  "no model",
  "a blank model",
  "no provider",
  "no address where there is no default",
  "a candidate without a slug",
  "a format that is not known",
  "an option that cannot be left out",
  "an affinity that is not known",
  "a rule of the gateway that is not known",
  "a negative cost",
  "a window of no tokens",
  "half a token",
  "a memory that lasts no time",
  "a reference as an address",
  "a reference inside an address",
  "an address that is none",
  "an address in a field that nothing reads", // here it would be another provider's
  "the address of another API",
  "a reference that names nothing",
  "a key's variable that is not a name",
  "a variable that is not set",
  "a workspace that is not trusted", // that action asks, and edits nothing
];

/**
 * What a fix may bring to light: the variable of a key that was in the file is the person's to set, and a row or a field that was left
 * out may have a hint of its own.
 */
const saidThen: readonly string[] = ["unresolvedCredential", "noCostBasis", "noEffect"];

let editor: Editor;

beforeAll(async () => {
  editor = await startEditor({ schemaDiagnostics: false });
});
afterAll(() => editor.close());

test.each(faults.map((fault) => [fault.what, fault] as const))("%s", async (what, fault: Fault) => {
  const fixed = await editor.fixed(fault.text, fault.where);

  expect(fixed.length === 0).toBe(without.includes(what));
  for (const { title, code, text } of fixed) {
    const left = (await editor.diagnostics(text, fault.where)).map((each) => each.code);
    expect({ title, code, left: left.filter((each) => !saidThen.includes(each)) }).toEqual({
      title,
      code: fault.code,
      left: [],
    });
    const errors: ParseError[] = [];
    parse(text, errors, { allowTrailingComma: true });
    expect(errors).toEqual([]);
  }
});
