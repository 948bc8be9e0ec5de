// `npm run bench`: builds the native server and measures it over stdio. `npm run bench -- --server PATH` measures that binary instead,
// `npm run bench -- upstream` what chat adds to calling a model, against a mock upstream; `npm run bench -- micro` the pieces of a route in process, natively and, by BenchmarkDotNet, under the JIT.
import { isAbsolute, join, resolve } from "node:path";
import { paths } from "./environment.mjs";
import { run } from "./run.mjs";
import { linkerArguments, missingForNative } from "./toolchain.mjs";

const given = process.argv.slice(2);
const micro = given[0] === "micro";
const what = given[0] === "upstream" ? "upstream" : "stdio";
const at = given.indexOf("--server");
const server = at >= 0 ? given[at + 1] : paths.nativeServer;

process.exitCode = at >= 0 && !server ? usage() : await bench();

async function bench() {
  const code = micro ? await native() : at < 0 ? (await run(process.execPath, ["scripts/build-native.mjs"])).code : 0;
  if (code !== 0) {
    return code;
  }

  const args = micro ? given : [what, "--server", isAbsolute(server) ? server : resolve(server)];
  return (await run("dotnet", ["run", "--configuration", "Release", "--project", "bench/ShimLsp.Bench", "--", ...args])).code;
}

async function native() {
  const missing = missingForNative();
  if (missing) {
    console.error(`skipped what is measured natively: ${missing}`);
    return 0;
  }

  const project = "bench/ShimLsp.Bench.Native";
  const options = ["--configuration", "Release", "--use-current-runtime", "--output", paths.nativeBench, "-p:PublishAot=true"];
  const { code } = await run("dotnet", ["publish", project, ...options, ...linkerArguments()]);
  return code !== 0 ? code : (await run(join(paths.nativeBench, "shim-lsp-bench"), [])).code;
}

function usage() {
  console.error("--server needs the path of a binary.");
  return 2;
}
