import assert from "node:assert/strict";
import { test } from "node:test";
import { failedLines, inTap, inTrx, inVitest } from "../failures.mjs";

const trx = (...results) =>
  results.map(([name, outcome]) => `<UnitTestResult testId="1" testName="${name}" computerName="m" outcome="${outcome}" />\n`).join("");

for (const [name, xml, expected] of [
  ["those that passed or were left out are not named", trx(["A.Passes", "Passed"], ["A.Skips", "NotExecuted"]), []],
  ["whatever ran and did not pass is", trx(["A.Fails", "Failed"], ["A.Hangs", "Timeout"], ["A.Passes", "Passed"]), ["A.Fails", "A.Hangs"]],
  ["a theory's arguments are read", trx(["A.Says(name: &quot;a &amp;&lt;&gt;&#xA;&#39;&quot;)", "Failed"]), ["A.Says(name: \"a &<>\n'\")"]],
  ["a file that was never written names nothing", "", []],
]) {
  test(`TRX: ${name}`, () => assert.deepEqual(inTrx(xml), expected));
}

const point = (title, type, indent = "", error = "'x'") =>
  `${indent}not ok 1 - ${title}\n${indent}  ---\n${indent}  failureType: '${type}'\n${indent}  error: ${error}\n${indent}  ...\n`;

for (const [name, text, expected] of [
  ["those that passed are not named", "ok 1 - fine\n  ---\n  duration_ms: 1\n  ...\n", []],
  ["those that failed are, in their own words", point("a \\# and a \\\\", "testCodeFailure"), ["a # and a \\"]],
  ["what was cancelled has failed", point("waits", "cancelledByParent"), ["waits"]],
  [
    "of nested ones the inner is",
    point("inner", "testCodeFailure", "    ") + point("outer", "subtestsFailed") + point("next", "testCodeFailure"),
    ["inner", "next"],
  ],
  ["a todo may fail", point("later # TODO", "testCodeFailure"), []],
  ["an error that looks like a point is none", point("a", "testCodeFailure", "", "|-\n    not ok 2 - b\n    failureType: 'c'"), ["a"]],
]) {
  test(`TAP: ${name}`, () => assert.deepEqual(inTap(`TAP version 13\n${text}1..1\n`), expected));
}

const tests = (...statuses) => statuses.map((status, index) => ({ status, fullName: `keys ${index} ${status}` }));

for (const [name, files, expected] of [
  ["those that failed are named, with their file", [{ name: "/p/client/a.test.ts", status: "failed", assertionResults: tests("passed", "failed", "pending") }], ["a.test.ts: keys 1 failed"]],
  ["a file that could not be run is", [{ name: "/p/client/a.test.ts", status: "failed", assertionResults: [] }], ["a.test.ts"]],
  ["a green file is not", [{ name: "/p/client/a.test.ts", status: "passed", assertionResults: tests("passed") }], []],
]) {
  test(`vitest: ${name}`, () => assert.deepEqual(inVitest(JSON.stringify({ testResults: files }), "/p/client"), expected));
}

test("vitest: a report that was never written names nothing", () => assert.deepEqual(inVitest("", "/p/client"), []));

const failed = (count, failures, note) => ({ passed: 1, failed: count, skipped: 0, failures, note });

for (const [name, results, expected] of [
  ["nothing is said where nothing failed", [["a", failed(0, [])], ["build", { passed: 0, failed: 0, skipped: 0 }]], []],
  ["each has its suite", [["a", failed(1, ["x"])], ["b", failed(2, ["y", "z"])]], ["Failed:", "  a: x", "  b: y", "  b: z"]],
  ["a suite that names none is named with what is known", [["a", failed(1, [], "no test result")], ["soak", failed(2)]], ["Failed:", "  a: no test result", "  soak: 2 failed"]],
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
