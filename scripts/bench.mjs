// `npm run bench` builds the native server and measures it over stdio.
//   --server PATH    measures that binary instead of building one
//   --against PATH   measures that binary too, by turns in the same run, and prints the ratio of each number (four minutes)
// `npm run bench -- upstream` measures what chat adds to calling a model, against a mock upstream; with --against, two binaries.
// `npm run bench -- gateway` measures what the gateway adds to it; `gateway streams` 500 streams at once,
// `gateway bodies` long requests, `gateway shared` (or `shared`) gateways that act as one on a Redis, and `gateway --peers` two other
// gateways from npm beside it, which it installs.
// `npm run bench -- compare` measures the server beside other language servers and gateways (bench/compare/compare.mjs has its options).
// `npm run bench -- language` measures a catalog of 10,000 lines in an editor.
// `npm run bench -- ledger` measures what recording a call costs, in process under the JIT.
// `npm run bench -- simulate` replays a day of a million developers against the router's caches; it needs no server.
// `npm run bench -- shared-memory` measures what a developer takes of a Redis that gateways share.
// `npm run bench -- micro` measures the pieces of a route in process, natively and, by BenchmarkDotNet, under the JIT.
import { join, resolve } from "node:path";
import { compare } from "../bench/compare/compare.mjs";
import { paths } from "./environment.mjs";
import { installPeers } from "./peers.mjs";
import { run } from "./run.mjs";
import { linkerArguments, missingForNative } from "./toolchain.mjs";

const given = process.argv.slice(2).flatMap((word, at) => (at === 0 && word === "shared" ? ["gateway", "shared"] : [word]));
const micro = given[0] === "micro";
const ledger = given[0] === "ledger";
const what = ["upstream", "gateway", "language"].includes(given[0]) ? given[0] : "stdio";
const part = given.includes("--peers") ? "peers" : given.slice(1).find((word) => ["streams", "bodies", "shared"].includes(word));
const server = pathAfter("--server");
const against = pathAfter("--against");

process.exitCode =
  given[0] === "simulate"
    ? await program(given)
    : given[0] === "shared-memory"
      ? (await run(process.execPath, ["bench/shared-memory.mjs"])).code
      : server === null || against === null
        ? usage()
        : await bench();

async function bench() {
  const code = micro ? await native() : ledger || server ? 0 : (await run(process.execPath, ["scripts/build-native.mjs"])).code;
  if (code !== 0) {
    return code;
  }

  if (given[0] === "compare") {
    return compare(server ?? resolve(paths.nativeServer), given.slice(1));
  }

  const peers = part === "peers" ? await installPeers() : [];
  const args =
    micro || ledger
      ? given
      : [
          what,
          ...(part ? [part] : []),
          "--server",
          server ?? resolve(paths.nativeServer),
          ...(against ? ["--against", against] : []),
          ...peers,
        ];
  return program(args);
}

async function program(args) {
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

/** The path that follows an option: undefined without the option, null without the path. */
function pathAfter(option) {
  const at = given.indexOf(option);
  return at < 0 ? undefined : given[at + 1] ? resolve(given[at + 1]) : null;
}

function usage() {
  console.error("--server and --against each need the path of a binary.");
  return 2;
}
