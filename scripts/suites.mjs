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
import { answers } from "./toolchain.mjs";

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

/**
 * The `*.test.mjs` files of a folder, or those that are wanted, under node's own runner; as many at once as is said, or one for each
 * processor but one.
 */
export async function nodeSuite(name, folder, variables, atOnce, isWanted = () => true) {
  const tap = join(paths.results, `${name}.tap`);
  const files = readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".test.mjs") && isWanted(file))
    .map((file) => join(root, folder, file));
  if (files.length === 0) {
    return verdict(null, 0); // without a file node would go looking for tests elsewhere
  }

  const reporters = ["spec", "stdout", "tap", tap].map((value, at) => `--test-reporter${at % 2 ? "-destination" : ""}=${value}`);
  const concurrency = atOnce ? [`--test-concurrency=${atOnce}`] : [];
  const { code } = await run(process.execPath, ["--test", ...concurrency, ...reporters, ...files], variables);
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

/**
 * Short soaks, shorter outside CI: of sessions, of agents that work through the gateway, and of gateways that act as one. Each has one
 * whose checker is told a falsehood, which must end badly. The soak is already built.
 */
export async function soakSuite(server) {
  const inCi = process.env.CI === "true";
  const short = async (args) => {
    const { code, output } = await soak(args, ["--no-build"]);
    return verdict(fromLine(output), code);
  };
  const falsified = async (args, found) => {
    say("\nThe same with one falsehood, which must be found:");
    const { code, output } = await soak(args, ["--no-build"]);
    const isFound = code === 1 && found.test(output);
    return { passed: isFound ? 1 : 0, failed: isFound ? 0 : 1, skipped: 0 };
  };
  const of = (seconds, ...more) => ["--server", server, "--seconds", seconds, ...more];
  return sum([
    await short(of(inCi ? "15" : "6", "--sessions", "20")),
    await falsified(of("30", "--sessions", "20", "--sabotage", "stale"), /^FAIL Stale: [1-9]/m),
    await short(["gateway", ...of(inCi ? "30" : "8")]),
    await falsified(["gateway", ...of("6", "--sabotage", "other")], /^FAIL Crossed: [1-9]/m),
    ...(process.env.SHIM_LSP_NIGHTLY === "1" ? await sharedSoaks(short, falsified, of, inCi) : []), // its times need a machine of its own
  ]);
}

/** Those of gateways that act as one, on a real Redis. Without one they are skipped, in CI they fail. */
async function sharedSoaks(short, falsified, of, inCi) {
  if (!answers("redis-server")) {
    say("\nskipped the soak of gateways that act as one: redis-server is not installed");
    return [{ passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1, note: "redis-server is not installed" }];
  }

  return [
    await short(["shared", ...of("10", "--acts", inCi ? "herd,budget,health,loss,lease,mix" : "herd,budget,mix")]),
    await falsified(["shared", ...of("1", "--acts", "quiet", "--sabotage", "stale")], /^FAIL Stale: [1-9]/m),
    await falsified(["shared", ...of("1", "--acts", "quiet", "--sabotage", "other")], /^FAIL Crossed: [1-9]/m),
    await falsified(["shared", ...of("1", "--acts", "quiet", "--sabotage", "drop")], /^FAIL Lost: [1-9]/m),
    await falsified(["shared", ...of("8", "--acts", "quiet", "--sabotage", "repeat")], /^FAIL Repeated: [1-9]/m),
  ];
}

/** A step that must succeed before suites can run: silent in the tally when it does, one failure when it does not. */
export async function step(program, args) {
  const { code } = await run(program, args);
  return code === 0 ? { passed: 0, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, note: `exit code ${code}` };
}
