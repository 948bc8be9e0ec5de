// `npm run bench`: builds the native server and measures it over stdio. `npm run bench -- --server PATH` measures that binary instead,
// `npm run bench -- micro` the pieces of a route in process.
import { isAbsolute, resolve } from "node:path";
import { paths } from "./environment.mjs";
import { run } from "./run.mjs";

const given = process.argv.slice(2);
const micro = given[0] === "micro";
const at = given.indexOf("--server");
const server = at >= 0 ? given[at + 1] : paths.nativeServer;

process.exitCode = at >= 0 && !server ? usage() : await bench();

async function bench() {
  if (!micro && at < 0) {
    const { code } = await run(process.execPath, ["scripts/build-native.mjs"]);
    if (code !== 0) {
      return code;
    }
  }

  const args = micro ? given : ["stdio", "--server", isAbsolute(server) ? server : resolve(server)];
  return (await run("dotnet", ["run", "--configuration", "Release", "--project", "bench/ShimLsp.Bench", "--", ...args])).code;
}

function usage() {
  console.error("--server needs the path of a binary.");
  return 2;
}
