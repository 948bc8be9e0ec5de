import type { Model } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import { keyPrompt, keyRemoved, type KeyRow, keysToRemove, keysToSet, keySet } from "../../../../src/features/keys/keysView";
import type { Handed } from "../../../../src/infrastructure/keys/handover";
import { keyProblem, nameProblem } from "../../../../src/infrastructure/wording/credentials";
import { auto, list, missingKey, model } from "../../support/given";

const env = (name: string): Partial<Model> => ({ credential: { kind: "env", name } });
const given = (...affected: string[]): Handed => ({ kind: "given", affected });

const refused: Partial<Model> = { ...env("REFUSED"), availability: { state: "unauthorized" } };
const known = list("auto", [
  auto,
  model("local"),
  model("fine", env("FINE")),
  model("a", missingKey("MISSING")),
  model("b", missingKey("MISSING")),
  model("c", refused),
  model("vault", { credential: { kind: "secret", name: "vault-key" } }),
  model("filed", { credential: { kind: "file", name: "/run/key" } }),
  model("written", { credential: { kind: "literal" } }),
  model("broken", { credential: { kind: "env", name: "" }, availability: { state: "missingCredential" } }),
]);

const lines = (rows: readonly KeyRow[]) =>
  rows.map(({ icon, label, description, detail }) => [icon, label, description, detail].join(" | "));

test("names that can be given a key: those first whose models wait for one", () => {
  expect(lines(keysToSet([known], ["FINE", "REFUSED", "OLD"]))).toEqual([
    "warning | MISSING | missing | A, B",
    "warning | REFUSED | rejected · stored | C",
    "key | FINE | stored | FINE",
    "key | vault-key |  | VAULT",
  ]);
});

test("names whose key can be removed: all that are stored, whoever uses them", () => {
  expect(lines(keysToRemove([known], ["FINE", "OLD"]))).toEqual(["key | FINE |  | FINE", "key | OLD |  | No model uses it"]);
});

test("two folders with the same models say each once", () => {
  expect(lines(keysToSet([known, known], []))[0]).toBe("warning | MISSING | missing | A, B");
});

test.each([
  ["two models", "MISSING", "MISSING, for A, B"],
  ["none", "OTHER", "OTHER"],
])("the box says which name, and for which models: %s", (_, name, placeholder) => {
  const prompt = keyPrompt(name, [known]);

  expect([prompt.title, prompt.placeholder]).toEqual([`Set API key ${name}`, placeholder]);
});

test("a thousand models are not all named", () => {
  const many = list("auto", [auto, ...Array.from({ length: 1000 }, (_, index) => model(`m${index}`, missingKey("K")))]);

  expect(keyPrompt("K", [many]).placeholder).toBe("K, for M0, M1, M2, M3, M4, M5 and 994 more");
});

test.each([
  ["sk-ant-api03_x.y/z+=", true],
  ["  pasted-with-spaces-around\n", true],
  ["", false],
  ["   ", false],
  ["two words", false],
  ["two\nlines", false],
  ["schlüssel", false],
  ["zero\u200Bwidth", false],
])("a key %j: %s", (text, good) => {
  expect(keyProblem(text) === undefined).toBe(good);
});

test.each([
  ["ANTHROPIC_API_KEY", true],
  ["team.key-2", true],
  ["", false],
  ["${env:NAME}", false],
  ["a b", false],
])("a name %j: %s", (text, good) => {
  expect(nameProblem(text) === undefined).toBe(good);
});

describe("what became of it", () => {
  test.each<[string, string, Handed, string, string]>([
    ["it serves", "FINE", given("fine"), "information", "FINE is stored. Used by FINE."],
    ["it serves one that the server knows of", "NEW", given("local"), "information", "NEW is stored. Used by LOCAL."],
    ["it serves some whose state has not changed", "FINE", given(), "information", "FINE is stored. Used by FINE."],
    ["nobody asks for it", "OLD", given(), "information", "OLD is stored. No model uses that name."],
    [
      "they cannot use it yet",
      "MISSING",
      given("a", "b"),
      "warning",
      "MISSING is stored, but A, B cannot use it yet: MISSING is not set. Run: export MISSING=…",
    ],
    [
      "an older server",
      "FINE",
      { kind: "unsupported" },
      "warning",
      "FINE is stored, but this version of the Shim server takes no keys. Update it, or set the environment variable.",
    ],
    ["no server", "FINE", { kind: "notRunning" }, "information", "FINE is stored. The Shim server gets it when it starts."],
    [
      "a server that refuses",
      "FINE",
      { kind: "refused" },
      "warning",
      "FINE is stored, but the Shim server did not accept it. Check the name and the key.",
    ],
  ])("set: %s", (_, name, handed, severity, text) => {
    expect(keySet(name, handed, [known])).toEqual({ severity, text });
  });

  test.each<[string, string, Handed, string, string]>([
    ["a variable is there in its place", "FINE", given("fine"), "information", "FINE is removed."],
    ["nothing is", "MISSING", given("a", "b"), "information", "MISSING is removed. Now without a key: A, B."],
    ["nobody used it", "OLD", given(), "information", "OLD is removed."],
    ["an older server never had it", "FINE", { kind: "unsupported" }, "information", "FINE is removed."],
    ["no server", "FINE", { kind: "notRunning" }, "information", "FINE is removed."],
    [
      "a server that refuses",
      "FINE",
      { kind: "refused" },
      "warning",
      "FINE is removed, but the Shim server may still hold it. Run Shim: Restart Server.",
    ],
  ])("removed: %s", (_, name, handed, severity, text) => {
    expect(keyRemoved(name, handed, [known])).toEqual({ severity, text });
  });
});

test("names and reasons of a clone draw no icons and no links", () => {
  const hostile = "$(error) [x](command:quit)";
  const evil = list("evil", [
    model("evil", {
      displayName: hostile,
      credential: { kind: "env", name: "K" },
      availability: { state: "missingCredential", reason: hostile },
    }),
  ]);

  expect(
    [
      ...keysToSet([evil], []).map(({ detail }) => detail),
      keyPrompt("K", [evil]).placeholder,
      keySet("K", given("evil"), [evil]).text,
      keyRemoved("K", given("evil"), [evil]).text,
    ].join("\n"),
  ).not.toMatch(/\$\(|\]\(/);
});
