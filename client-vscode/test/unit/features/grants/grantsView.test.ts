import { expect, test } from "vitest";
import { allowedRows, allowQuestion, pendingRows } from "../../../../src/features/grants/grantsView";
import { auto, list, model } from "../../support/given";

const known = list("auto", [auto, model("haiku", { displayName: "Haiku" })]);
const one = { reference: "${env:TEAM_KEY}", origin: "https://models.example.com:443", slugs: ["haiku", "gone"] };
const other = { reference: "${file:/home/ann/key}", origin: "https://evil.example:443", slugs: [] };

test("a pair is shown as its key, its place, and who asks for it", () => {
  expect(pendingRows({ pending: [one], allowed: [] }, known, undefined)).toEqual([
    { grant: one, label: "TEAM_KEY", description: "https://models.example.com:443", detail: "For Haiku, gone" },
  ]);
  expect(allowedRows({ pending: [], allowed: [other] }, known)).toEqual([
    { grant: other, label: "/home/ann/key", description: "https://evil.example:443", detail: "No model uses it now" },
  ]);
});

test.each([
  [undefined, 2],
  ["haiku", 1],
  ["opus", 0],
])("for the model %s it is about %i", (slug, count) => {
  expect(pendingRows({ pending: [one, other], allowed: [] }, known, slug)).toHaveLength(count);
});

test("the question names the key and the place, and draws nothing of the clone's", () => {
  const [row] = pendingRows({ pending: [{ ...one, reference: "${env:A](command:x) $(bug)}" }], allowed: [] }, known, undefined);

  expect(row && allowQuestion(row)).toEqual({
    question: "Let this workspace send A]\u200B(command:x) $\u200B(bug) to https://models.example.com:443?",
    detail: "Its models.json asks for it. For Haiku, gone. Allow it only if you know that address.",
  });
});
