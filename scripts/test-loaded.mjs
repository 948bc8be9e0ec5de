// `npm run test:loaded`: the suites that start processes, beside four busy loops, three rounds. It shows that no test depends on the
// pace of the machine. `npm run test:loaded -- --rounds 1 --loops 8` sets the numbers; `--jit` and SHIM_LSP_SERVER are as for `npm test`.
import { mkdirSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { paths } from "./environment.mjs";
import { failedLines } from "./failures.mjs";
import { underLoad } from "./load.mjs";
import { serverUnderTest } from "./server-under-test.mjs";
import { dotnetSuite, nodeSuite, soakSuite, step, vitestSuite } from "./suites.mjs";
import { line, sum } from "./tally.mjs";
import { installUpstreams } from "./upstreams.mjs";

const { values } = parseArgs({
  options: {
    jit: { type: "boolean", default: false },
    loops: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
  },
});
const { kind, server, note } = serverUnderTest(values.jit ? ["--jit"] : [], process.env);
const variables = { SHIM_LSP_SERVER: server ?? "jit" };
const results = [];

rmSync(paths.results, { recursive: true, force: true });
mkdirSync(paths.results, { recursive: true });
if (note) {
  console.log(note);
}

const built =
  (kind !== "native" || (await add("native build", () => step(process.execPath, ["scripts/build-native.mjs"])))) &&
  (await add("build", () => step("dotnet", ["build", "--configuration", "Release"]))) &&
  (await add("client build", () => step(process.execPath, ["client-vscode/scripts/build.mjs"])));
if (built) {
  await installUpstreams();
  await underLoad(Number(values.loops), async () => {
    for (let round = 1; round <= Number(values.rounds); round++) {
      await add(`round ${round}, ShimLsp.Server.Tests`, () => dotnetSuite("ShimLsp.Server.Tests", variables));
      await add(`round ${round}, soak`, () => soakSuite(server ?? paths.jitServer));
      await add(`round ${round}, client-vscode`, () => vitestSuite("unit", variables));
      await add(`round ${round}, scripts`, () => nodeSuite("scripts", "scripts/tests"));
    }
  });
}

const all = sum(results.map(([, result]) => result));
failedLines(results).forEach((text) => console.log(text));
console.log(`${values.rounds} rounds beside ${values.loops} busy loops: ${line(all)}`);
process.exitCode = all.failed === 0 && all.passed > 0 ? 0 : 1;

async function add(name, work) {
  console.log(`\n== ${name}`);
  const result = await work();
  results.push([name, result]);
  return result.failed === 0;
}
