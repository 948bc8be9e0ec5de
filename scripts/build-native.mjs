// Publishes the server as one native binary in artifacts/native. Any trim or AOT warning fails it: what the compiler warns
// of here breaks at run time, on the one path no test took. `--editor` makes the extension's in artifacts/native-editor: it lacks the client
// of Redis, since the extension's package has a bound (docs/decisions/0043).
import { existsSync, rmSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { paths, root } from "./environment.mjs";
import { run } from "./run.mjs";
import { linkerArguments, missingForNative } from "./toolchain.mjs";

process.exitCode = await buildNative();

async function buildNative() {
  const missing = missingForNative();
  if (missing) {
    console.error(missing);
    return 1;
  }

  const forEditor = process.argv.includes("--editor");
  const folder = forEditor ? paths.editorFolder : paths.nativeFolder;
  const server = join(folder, basename(paths.nativeServer));
  rmSync(paths.editorFolder, { recursive: true, force: true }); // nor may a new build leave an older one to be packed
  rmSync(folder, { recursive: true, force: true }); // a failed build must not leave an older binary to be tested
  const { code, output } = await run("dotnet", [
    "publish",
    paths.server,
    "--configuration",
    "Release",
    "--use-current-runtime",
    "--output",
    folder,
    "-p:PublishAot=true",
    "-p:CopyOutputSymbolsToPublishDirectory=false",
    "-p:PublishDocumentationFiles=false",
    "-p:AllowedReferenceRelatedFileExtensions=none",
    "-p:RunAnalyzers=false", // the build of the solution runs them
    ...(forEditor ? ["-p:ShimLspShared=false"] : []),
    ...linkerArguments(),
  ]);

  const warnings = [...new Set(output.match(/\bIL[23]\d{3}\b/g) ?? [])];
  if (warnings.length > 0) {
    console.error(`Trim or AOT warnings: ${warnings.join(", ")}.`);
  }

  if (code !== 0 || warnings.length > 0 || !existsSync(server)) {
    console.error("The native build failed.");
    return 1;
  }

  const size = statSync(server).size / 1024 / 1024;
  console.log(`${relative(root, server)}: ${size.toFixed(1)} MiB`);
  return 0;
}
