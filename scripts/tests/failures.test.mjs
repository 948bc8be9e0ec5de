import assert from "node:assert/strict";
import { test } from "node:test";
import { failedLines, inTap, inTrx, inVitest } from "../failures.mjs";

const trx = (...results) => results.map(([name, outcome, message]) => result(`testName="${name}" outcome="${outcome}"`, message)).join("");
const result = (attributes, message) =>
  message
    ? `<UnitTestResult testId="1" ${attributes}>\n<Output><ErrorInfo><Message>${message}</Message><StackTrace>at X</StackTrace></ErrorInfo></Output>\n</UnitTestResult>\n`
    : `<UnitTestResult testId="1" ${attributes} />\n`;

/** Failures, from a name, or from a name and its reason. */
const named = (failures = []) => failures.map((failure) => ({ name: [failure].flat()[0], why: [failure].flat()[1] ?? "" }));

for (const [name, xml, expected] of [
  ["those that passed or were left out are not named", trx(["A.Passes", "Passed"], ["A.Skips", "NotExecuted"]), []],
  ["whatever ran and did not pass is", trx(["A.Fails", "Failed"], ["A.Hangs", "Timeout"], ["A.Passes", "Passed"]), ["A.Fails", "A.Hangs"]],
  ["a theory's arguments are read", trx(["A.Says(name: &quot;a &amp;&lt;&gt;&#xA;&#39;&quot;)", "Failed"]), ["A.Says(name: \"a &<>\n'\")"]],
  ["each has its own message", trx(["A", "Failed", "is &lt;1&gt;"], ["B", "Passed"], ["C", "Failed"]), [["A", "is <1>"], "C"]],
  ["a file that was never written names nothing", "", []],
]) {
  test(`TRX: ${name}`, () => assert.deepEqual(inTrx(xml), named(expected)));
}

const point = (title, type, indent = "", error = "''") =>
  `${indent}# Subtest: ${title}\n${indent}not ok 1 - ${title}\n${indent}  ---\n${indent}  failureType: '${type}'\n${indent}  error: ${error}\n${indent}  ...\n`;

const nested = (title, inner) => `# Subtest: ${title}\n${inner}${point(title, "subtestsFailed").slice(`# Subtest: ${title}\n`.length)}`;

for (const [name, text, expected] of [
  ["those that passed are not named", "ok 1 - fine\n  ---\n  duration_ms: 1\n  ...\n", []],
  ["those that failed are, in their own words", point("a \\# and a \\\\", "testCodeFailure"), ["a # and a \\"]],
  ["what was cancelled has failed", point("waits", "cancelledByParent"), ["waits"]],
  [
    "of nested ones the inner is, behind the outer",
    nested("one", point("inner", "testCodeFailure", "    ")) + nested("two", point("inner", "testCodeFailure", "    ")) + point("next", "testCodeFailure"),
    ["one: inner", "two: inner", "next"],
  ],
  ["a reason in quotes", point("a", "testCodeFailure", "", "'in two minutes'"), [["a", "in two minutes"]]],
  ["a reason of some lines", nested("one", point("a", "testCodeFailure", "    ", "|-\n        1 !== 2\n        \n      code: 'E'")), [["one: a", "        1 !== 2\n        "]]],
  ["a todo may fail", point("later # TODO", "testCodeFailure"), []],
  ["an error that looks like a point is none", point("a", "testCodeFailure", "", "|-\n    not ok 2 - b\n    failureType: 'c'"), [["a", "    not ok 2 - b\n    failureType: 'c'"]]],
]) {
  test(`TAP: ${name}`, () => assert.deepEqual(inTap(`TAP version 13\n${text}1..1\n`), named(expected)));
}

const tests = (...statuses) =>
  statuses.map((status, index) => ({ status, fullName: `keys ${index} ${status}`, failureMessages: status === "failed" ? ["late"] : [] }));

for (const [name, files, expected] of [
  ["those that failed are named, with their file", [{ name: "/p/client/a.test.ts", status: "failed", assertionResults: tests("passed", "failed", "pending") }], [["a.test.ts: keys 1 failed", "late"]]],
  ["a file that could not be run is", [{ name: "/p/client/a.test.ts", status: "failed", message: "no b", assertionResults: [] }], [["a.test.ts", "no b"]]],
  ["a green file is not", [{ name: "/p/client/a.test.ts", status: "passed", assertionResults: tests("passed") }], []],
]) {
  test(`vitest: ${name}`, () => assert.deepEqual(inVitest(JSON.stringify({ testResults: files }), "/p/client"), named(expected)));
}

test("vitest: a report that was never written names nothing", () => assert.deepEqual(inVitest("", "/p/client"), []));

const failed = (count, failures, note) => ({ passed: 1, failed: count, skipped: 0, failures: named(failures), note });

for (const [name, results, expected] of [
  ["nothing is said where nothing failed", [["a", failed(0, [])], ["build", { passed: 0, failed: 0, skipped: 0 }]], []],
  ["each has its suite", [["a", failed(1, ["x"])], ["b", failed(2, ["y", "z"])]], ["Failed:", "  a: x", "  b: y", "  b: z"]],
  ["a suite that names none is named with what is known", [["a", failed(1, [], "no test result")], ["soak", failed(2)]], ["Failed:", "  a: no test result", "  soak: 2 failed"]],
  ["a reason has a line of its own", [["a", failed(1, [["x", "not 1\n"]])]], ["Failed:", "  a: x", "    not 1"]],
  ["without the places in the code, and without colours", [["a", failed(1, [["x", "\u001b[31mlate\u001b[39m\n    at f (a.js:1:2)\n    at g"]])]], ["Failed:", "  a: x", "    late"]],
  ["a name is one line", [["a", failed(1, ["x\n  y"])]], ["Failed:", "  a: x y"]],
  ["and no longer than can be read", [["a", failed(1, ["x".repeat(400)])]], ["Failed:", `  a: ${"x".repeat(300)}...`]],
]) {
  test(`lines: ${name}`, () => assert.deepEqual(failedLines(results), expected));
}

test("lines: no more than twenty, and how many there are besides", () => {
  const lines = failedLines([["a", failed(23, Array.from({ length: 23 }, (_, index) => `${index}`))]]);

  assert.equal(lines.length, 22);
  assert.deepEqual(lines.slice(-2), ["  a: 19", "  and 3 more"]);
});
