// `npm run fuzz`: feeds the server's readers of outside bytes with inputs that no client should send, guided by the edges that they take.
// `npm run fuzz -- --seconds 60 --seed 7 --target catalog` bounds it, repeats it, picks one target. `npm run fuzz -- try`, `minimise` and
// all else: docs/reliability.md.
import { join } from "node:path";
import { paths } from "./environment.mjs";
import { run } from "./run.mjs";

const commands = ["run", "try", "minimise"];
const given = process.argv.slice(2);
const args = commands.includes(given[0]) ? given : ["run", ...given];
const folder = join(paths.artifacts, "fuzz", "bin");
const program = join(folder, "ShimLsp.Fuzz.dll");

process.exitCode = await fuzz();

async function fuzz() {
  // Into a folder of its own: what is instrumented is only fit to be fuzzed.
  const build = ["build", "tests/ShimLsp.Fuzz", "--configuration", "Release", "--output", folder, "--verbosity", "quiet"];
  for (const step of [build, [program, "instrument"]]) {
    const { code } = await run("dotnet", step);
    if (code !== 0) {
      return code;
    }
  }

  const { code } = await run("dotnet", [program, ...args]);
  // Fine, misused, or something found. What ends the process otherwise is a finding too, and its input has been recorded.
  const isItsOwn = [0, 2, 4].includes(code);
  return args[0] === "run" && !isItsOwn ? (await run("dotnet", [program, "last"])).code : code;
}
