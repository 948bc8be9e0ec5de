// The test suites. Each runs one runner and returns a tally; adding a suite is adding a row in test.mjs.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { paths, root } from "./environment.mjs";
import { inTap, inTrx, inVitest } from "./failures.mjs";
import { say } from "./output.mjs";
import { run } from "./run.mjs";
import { soak } from "./soak-driver.mjs";
import { fromLine, fromTap, fromTrx, fromVitest, sum, verdict } from "./tally.mjs";

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // a runner that crashed wrote none; the verdict counts that
  }
};

/** An xunit project, already built. A test that hangs is ended after ten minutes and named in the output. */
export async function dotnetSuite(project, variables) {
  const trx = `${project}.trx`;
  const { code } = await run(
    "dotnet",
    [
      "test",
      join(root, "tests", project),
      "--configuration",
      "Release",
      "--no-build",
      "--results-directory",
      paths.results,
      "--logger",
      `trx;LogFileName=${trx}`,
      "--blame-hang-timeout",
      "10m",
      "--blame-hang-dump-type",
      "none",
    ],
    variables,
  );
  const report = read(join(paths.results, trx));
  return { ...verdict(fromTrx(report), code), failures: inTrx(report) };
}

/** The `*.test.mjs` files of a folder, under node's own runner. */
export async function nodeSuite(name, folder, variables) {
  const tap = join(paths.results, `${name}.tap`);
  const files = readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => join(root, folder, file));
  if (files.length === 0) {
    return verdict(null, 0); // without a file node would go looking for tests elsewhere
  }

  const reporters = ["spec", "stdout", "tap", tap].map((value, at) => `--test-reporter${at % 2 ? "-destination" : ""}=${value}`);
  const { code } = await run(process.execPath, ["--test", ...reporters, ...files], variables);
  const report = read(tap);
  return { ...verdict(fromTap(report), code), failures: inTap(report) };
}

const client = join(root, "client-vscode");
const vitest = join(dirname(createRequire(join(client, "package.json")).resolve("vitest/package.json")), "vitest.mjs");

/** One of the vitest projects of a workspace, the extension's if none is named; only the files whose paths have one of the words. */
export async function vitestSuite(project, variables, workspace = client, words = []) {
  const file = join(paths.results, `${basename(workspace)}-${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run(
    process.execPath,
    [vitest, "run", "--project", project, ...words, ...reporters],
    variables,
    workspace,
  );
  const report = read(file);
  return { ...verdict(fromVitest(report), code), failures: inVitest(report, workspace) };
}

/** A short soak, shorter outside CI, and one whose checker is told a stale decision: that one must end badly. The soak is already built. */
export async function soakSuite(server) {
  const seconds = process.env.CI === "true" ? "15" : "6";
  const short = await soak(["--server", server, "--seconds", seconds, "--sessions", "20"], ["--no-build"]);
  say("\nThe same with one falsified answer, which must be found:");
  const falsified = await soak(
    ["--server", server, "--seconds", "30", "--sessions", "20", "--sabotage", "stale"],
    ["--no-build"],
  );
  const isFound = falsified.code === 1 && /^FAIL Stale: [1-9]/m.test(falsified.output);
  return sum([verdict(fromLine(short.output), short.code), { passed: isFound ? 1 : 0, failed: isFound ? 0 : 1, skipped: 0 }]);
}

/** A step that must succeed before suites can run: silent in the tally when it does, one failure when it does not. */
export async function step(program, args) {
  const { code } = await run(program, args);
  return code === 0 ? { passed: 0, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, note: `exit code ${code}` };
}
