import assert from "node:assert/strict";
import { test } from "node:test";
import { fromLine, fromTap, fromTrx, fromVitest, line, sum, verdict } from "../tally.mjs";

const trx = (counters) => `<TestRun><ResultSummary outcome="Failed"><Counters ${counters} /></ResultSummary></TestRun>`;
const tap = (tests, pass, fail, cancelled, skipped, todo) =>
  `# tests ${tests}\n# suites 0\n# pass ${pass}\n# fail ${fail}\n# cancelled ${cancelled}\n# skipped ${skipped}\n# todo ${todo}\n`;

for (const [name, counters, expected] of [
  ["all passed", 'total="3" executed="3" passed="3" failed="0"', { passed: 3, failed: 0, skipped: 0 }],
  ["one failed, one skipped", 'total="5" executed="4" passed="3" failed="1" notExecuted="0"', { passed: 3, failed: 1, skipped: 1 }],
  ["an aborted test has failed", 'total="2" executed="2" passed="1" failed="0" aborted="1"', { passed: 1, failed: 1, skipped: 0 }],
]) {
  test(`TRX: ${name}`, () => assert.deepEqual(fromTrx(trx(counters)), expected));
}

test("TRX: a file with no counters has no tally", () => assert.equal(fromTrx(""), null));

for (const [name, text, expected] of [
  ["all passed", tap(2, 2, 0, 0, 0, 0), { passed: 2, failed: 0, skipped: 0 }],
  ["a cancelled test has failed", tap(3, 1, 1, 1, 0, 0), { passed: 1, failed: 2, skipped: 0 }],
  ["a todo is a skip", tap(3, 1, 0, 0, 1, 1), { passed: 1, failed: 0, skipped: 2 }],
]) {
  test(`TAP: ${name}`, () => assert.deepEqual(fromTap(text), expected));
}

test("TAP: a text that ends before its summary has no tally", () => assert.equal(fromTap("TAP version 13\nok 1 - a\n"), null));

test("vitest: what is pending or still to do is a skip", () => {
  const report = JSON.stringify({ numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, success: false });

  assert.deepEqual(fromVitest(report), { passed: 4, failed: 1, skipped: 3 });
});

test("vitest: a run that ended before it wrote its report has no tally", () => assert.equal(fromVitest(""), null));

for (const [name, text, expected] of [
  ["its own count", "ok   Stale: 0\nFAIL Lost: 2\n1 passed, 1 failed\n", { passed: 1, failed: 1, skipped: 0 }],
  ["nothing, where it ended before", "30 s: 70,000 requests\n", null],
  ["nothing, where it went on after", "1 passed, 0 failed\nUnhandled exception.\n", null],
]) {
  test(`last line: ${name}`, () => assert.deepEqual(fromLine(text), expected));
}

for (const [name, tally, exitCode, failed] of [
  ["green is green", { passed: 2, failed: 0, skipped: 0 }, 0, 0],
  ["no result is a failure, whatever the exit code", null, 0, 1],
  ["no test is a failure", { passed: 0, failed: 0, skipped: 0 }, 0, 1],
  ["a crash after the last test is a failure", { passed: 2, failed: 0, skipped: 0 }, 134, 1],
  ["failures are counted once", { passed: 2, failed: 3, skipped: 0 }, 1, 3],
]) {
  test(`verdict: ${name}`, () => assert.equal(verdict(tally, exitCode).failed, failed));
}

test("the line sums the suites and names skips only where there are some", () => {
  const one = { passed: 2, failed: 1, skipped: 0 };

  assert.equal(line(sum([one, one])), "4 passed, 2 failed");
  assert.equal(line(sum([one, { passed: 0, failed: 0, skipped: 1 }])), "2 passed, 1 failed, 1 skipped");
});
