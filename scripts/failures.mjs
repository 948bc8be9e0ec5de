// Names the tests that failed, each with its reason, from what their runners wrote. Pure: text in, failures out. Of a long log often only
// the end is kept, and a runner names its failures where they happen: what failed once in a hundred runs must say why there.
import { stripVTControlCharacters } from "node:util";

/** How many are named, and how long a name or a reason may be, in characters: theories carry their arguments in their names. */
const most = 20;
const longest = 300;

const entities = { quot: '"', apos: "'", lt: "<", gt: ">", amp: "&" };

/** Those of a TRX file: whatever ran and did not pass, as the tally has it. */
export function inTrx(xml) {
  return [...xml.matchAll(/<UnitTestResult\b[^>]*?(?:\/>|>([^]*?)<\/UnitTestResult>)/g)]
    .map(([result, inner = ""]) => ({
      name: attribute(result, "testName"),
      outcome: attribute(result, "outcome"),
      why: unescaped(/<Message>([^]*?)<\/Message>/.exec(inner)?.[1] ?? ""),
    }))
    .filter(({ outcome }) => outcome !== "Passed" && outcome !== "NotExecuted")
    .map(({ name, why }) => ({ name, why }));
}

/** Those of node:test's TAP, each behind what it is a part of; not what failed only because something in it did. */
export function inTap(text) {
  // A test's own words come indented below its point, and a block of them ends before the next point. Its point comes after its parts'.
  const points = [...text.matchAll(/^( *)(?:# Subtest: .*|not ok \d+ - (.*)\n\1  ---\n([^]*?)\n\1  \.\.\.)$/gm)];
  const around = [];
  const failures = [];
  for (const [line, indent, name, details] of points) {
    const depth = indent.length / 4;
    if (name === undefined) {
      around.splice(depth, around.length, line.trim().slice("# Subtest: ".length));
    } else if (!/(?<!\\)# (?:TODO|SKIP)\b/.test(name) && !/^ *failureType: 'subtestsFailed'$/m.test(details)) {
      const path = [...around.slice(0, depth), name].map((title) => title.replace(/\\([\\#])/g, "$1"));
      failures.push({ name: path.join(": "), why: inYaml(details, indent.length + 2) });
    }
  }

  return failures;
}

/** The field `error` of a point's details, whose fields stand at a column: in quotes, or as a block below it. */
function inYaml(details, column) {
  const lines = details.split("\n");
  const at = lines.findIndex((line) => line.startsWith(`${" ".repeat(column)}error: `));
  if (at < 0) {
    return "";
  }

  const value = lines[at].slice(column + "error: ".length);
  if (!value.startsWith("|")) {
    return value.replace(/^(['"])(.*)\1$/, "$2");
  }

  const end = lines.findIndex((line, index) => index > at && line.trim() !== "" && line.search(/\S/) <= column);
  return lines.slice(at + 1, end < 0 ? undefined : end).join("\n");
}

/** Those of vitest's JSON report, each behind its file, as seen from a folder; a file that could not be run is one. */
export function inVitest(text, folder) {
  let files;
  try {
    files = JSON.parse(text).testResults;
  } catch {
    return []; // the verdict says that there is no result
  }

  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name;
    const failed = assertionResults.filter((test) => test.status === "failed");
    return failed.length > 0 || status !== "failed"
      ? failed.map((test) => ({ name: `${file}: ${test.fullName}`, why: test.failureMessages?.[0] ?? "" }))
      : [{ name: file, why: message ?? "" }];
  });
}

/**
 * What is said of the failures of all suites: nothing, or a line for each, and one more if its reason is known; a suite that cannot name its
 * own is named itself.
 */
export function failedLines(results) {
  const failures = results.flatMap(([suite, { failed, failures = [], note }]) => {
    const unnamed = failed > 0 && failures.length === 0 ? [{ name: note ?? `${failed} failed`, why: "" }] : [];
    return [...failures, ...unnamed].map(({ name, why }) => [
      `  ${suite}: ${inOneLine(name)}`,
      ...(why.trim() ? [`    ${inOneLine(withoutStack(why))}`] : []),
    ]);
  });
  if (failures.length === 0) {
    return [];
  }

  const rest = failures.length - most;
  return ["Failed:", ...failures.slice(0, most).flat(), ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

/** A message without the places in the code that V8 writes below it, and without colours. */
const withoutStack = (text) => stripVTControlCharacters(text).replace(/\n\s+at [^]*$/, "");

function inOneLine(name) {
  const line = name.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}

function attribute(tag, name) {
  return unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

function unescaped(value) {
  return value.replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, word) =>
    word ? (entities[word] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );
}
