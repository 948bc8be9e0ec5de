// Counts tests from what their runners wrote. Pure: text in, numbers out.

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** The tally of a TRX file; null where it has no counters. Whatever ran and did not pass, failed: errors, time-outs and aborts too. */
export function fromTrx(xml) {
  const counters = /<Counters\b[^>]*>/.exec(xml)?.[0];
  if (!counters) {
    return null;
  }

  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  return { passed: count("passed"), failed: count("executed") - count("passed"), skipped: count("total") - count("executed") };
}

/** The tally of node:test's TAP summary; null where it has none. */
export function fromTap(text) {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  return /^# tests \d+$/m.test(text)
    ? { passed: count("pass"), failed: count("fail") + count("cancelled"), skipped: count("skipped") + count("todo") }
    : null;
}

/** The tally of vitest's JSON report; null where it is none. */
export function fromVitest(text) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(text);
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return null;
  }
}

/** The tally in the last line of a program that counts for itself; null where it did not come so far. */
export function fromLine(text) {
  const counted = /^(\d+) passed, (\d+) failed\s*$/.exec(text.trimEnd().split("\n").at(-1));
  return counted && { passed: Number(counted[1]), failed: Number(counted[2]), skipped: 0 };
}

/**
 * What a suite counts as, its runner's exit code beside its own numbers: no result, no test, and a runner that failed where
 * every test passed are one failure each. A suite can be silent about what went wrong, but not be green.
 */
export function verdict(tally, exitCode) {
  if (tally === null || tally.passed + tally.failed + tally.skipped === 0) {
    return { passed: 0, failed: 1, skipped: 0, note: "no test result" };
  }

  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1, note: `exit code ${exitCode}` } : tally;
}

export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed, skipped: all.skipped + one.skipped }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

export function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
