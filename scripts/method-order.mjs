// `npm run order` (Linux): writes server/ShimLsp.Server/method-order.txt, in which order the native binary has its methods. Those that an
// editor's session runs come first, then those of an open catalog, then those of chat and of the gateway, then all others. docs/decisions/0025 says what it brings.
// It builds the server with its names, and lets it work under valgrind, which writes down what ran. Run it after large changes.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, paths } from "./environment.mjs";
import { catalogSession, editorSession, gatewaySession } from "./order-sessions.mjs";
import { run } from "./run.mjs";
import { linkerArguments, missingForNative } from "./toolchain.mjs";

const orderFile = join(paths.server, "method-order.txt");
const folder = join(paths.artifacts, "order");
const binary = join(folder, "shim-lsp");

process.exitCode = await main();

async function main() {
  const lacking = missingForNative() ?? missingTools();
  if (lacking) {
    console.error(lacking);
    return 1;
  }

  rmSync(folder, { recursive: true, force: true });
  if ((await build()) !== 0) {
    return 1;
  }

  const managed = managedMethods();
  const known = new Set();
  const counts = [];
  for (const [name, session] of Object.entries({ editor: editorSession, catalog: catalogSession, gateway: gatewaySession })) {
    const before = known.size;
    (await methodsOf(name, session, managed)).forEach((method) => known.add(method));
    counts.push(known.size - before);
  }

  writeFileSync(orderFile, [...known, ""].join("\n"));
  console.log(
    `${orderFile}: ${counts[0]} methods of an editor's session, then ${counts[1]} of an open catalog, then ${counts[2]} of chat and the gateway.`,
  );
  return 0;
}

function missingTools() {
  const missing = ["valgrind", "nm", "strip"].filter((tool) => spawnSync(tool, ["--version"], { stdio: "ignore" }).status !== 0);
  return missing.length > 0 ? `The order needs ${missing.join(", ")}: apt-get install valgrind binutils (Debian's names).` : null;
}

async function build() {
  const names = ["-p:PublishAot=true", "-p:StripSymbols=false", "-p:PublishDocumentationFiles=false", ...linkerArguments()];
  const options = ["--configuration", "Release", "--use-current-runtime", "--output", folder, ...names];
  const { code } = await run("dotnet", ["publish", paths.server, ...options]);
  // The next build must link again, without the names.
  const built = join(paths.server, "obj", "Release", "net10.0");
  for (const platform of readdirSync(built, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    rmSync(join(built, platform.name, "native"), { recursive: true, force: true });
  }

  // valgrind cannot read the compiler's debug information. The names are enough.
  return code === 0 ? spawnSync("strip", ["--strip-debug", binary], { stdio: "inherit" }).status : code;
}

/** The names of the methods that the compiler puts in order: not those of the runtime, which come from libraries. */
function managedMethods() {
  const { stdout } = spawnSync("nm", ["--format=sysv", "--defined-only", binary], { encoding: "utf8", maxBuffer: 1 << 28 });
  const columns = stdout.split("\n").map((line) => line.split("|").map((column) => column.trim()));
  return new Set(columns.filter((of) => of.at(-1) === "__managedcode").map(([name]) => name));
}

/** The methods that a session runs, by name: a small change of the code is then a small change of the file. */
async function methodsOf(name, session, managed) {
  const home = mkdtempSync(join(tmpdir(), "shim-lsp-order-"));
  const traces = join(folder, name);
  mkdirSync(traces);
  // A heap of a fixed size: valgrind cannot reserve as much as the collector would like.
  const variables = environment({ DOTNET_GCHeapHardLimit: "0x10000000", HOME: home, OPENAI_API_KEY: "key" });
  const options = ["--tool=callgrind", "--demangle=no", "--log-file=/dev/null", `--callgrind-out-file=${join(traces, "%p")}`];
  try {
    await session(home, (args) => ["valgrind", [...options, binary, ...args], variables]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }

  const ran = readdirSync(traces).flatMap((file) =>
    [...readFileSync(join(traces, file), "utf8").matchAll(/^c?fn=\(\d+\) (.+?)(?:'\d+)?$/gm)].map(([, method]) => method),
  );
  return [...new Set(ran)].filter((method) => managed.has(method)).sort();
}
