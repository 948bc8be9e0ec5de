// Names the tests that failed, from what their runners wrote. Pure: text in, names out. Of a long log often only the end is
// kept, and a runner names its failures where they happen.

/** How many are named, and how long a name may be, in characters: theories carry their arguments in it. */
const most = 20;
const longest = 300;

const entities = { quot: '"', apos: "'", lt: "<", gt: ">", amp: "&" };

/** Those of a TRX file: whatever ran and did not pass, as the tally has it. */
export function inTrx(xml) {
  return [...xml.matchAll(/<UnitTestResult\b[^>]*>/g)]
    .map(([result]) => ({ name: attribute(result, "testName"), outcome: attribute(result, "outcome") }))
    .filter(({ outcome }) => outcome !== "Passed" && outcome !== "NotExecuted")
    .map(({ name }) => name);
}

/** Those of node:test's TAP; not what failed only because something in it did. */
export function inTap(text) {
  // A test's own words come indented below its point, and a block of them ends before the next point.
  return [...text.matchAll(/^( *)not ok \d+ - (.*)\n\1  ---\n([^]*?)\n\1  \.\.\.$/gm)]
    .filter(
      ([, , name, details]) => !/(?<!\\)# (?:TODO|SKIP)\b/.test(name) && !/^ *failureType: 'subtestsFailed'$/m.test(details),
    )
    .map(([, , name]) => name.replace(/\\([\\#])/g, "$1"));
}

/** Those of vitest's JSON report, each behind its file, as seen from a folder; a file that could not be run is one. */
export function inVitest(text, folder) {
  let files;
  try {
    files = JSON.parse(text).testResults;
  } catch {
    return []; // the verdict says that there is no result
  }

  return files.flatMap(({ name, status, assertionResults }) => {
    const file = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name;
    const failed = assertionResults.filter((test) => test.status === "failed");
    return failed.length > 0 || status !== "failed" ? failed.map((test) => `${file}: ${test.fullName}`) : [file];
  });
}

/** What is said of the failures of all suites: nothing, or a line for each; a suite that cannot name its own is named itself. */
export function failedLines(results) {
  const names = results.flatMap(([suite, { failed, failures = [], note }]) => {
    const unnamed = failed > 0 && failures.length === 0 ? [note ?? `${failed} failed`] : [];
    return [...failures, ...unnamed].map((name) => `  ${suite}: ${inOneLine(name)}`);
  });
  if (names.length === 0) {
    return [];
  }

  const rest = names.length - most;
  return ["Failed:", ...names.slice(0, most), ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

function inOneLine(name) {
  const line = name.replace(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}

function attribute(tag, name) {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, word) =>
    word ? (entities[word] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );
}
