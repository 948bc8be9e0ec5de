// `npm run release`: everything that this machine can make of a release, in artifacts/release. docs/releasing.md says what each file is.
// `--built` takes the native server, the extension's bundle and the VSIX files as they are; `--platform` makes only what other machines
// cannot.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, relative } from "node:path";
import { vsixOf } from "../client-vscode/scripts/vsix.mjs";
import { root } from "./environment.mjs";
import { commit } from "./release/commit.mjs";
import { editorPackages } from "./release/editors.mjs";
import { nativeArchive } from "./release/native.mjs";
import { clientPackage, launcherPackage, nativePackage } from "./release/npm.mjs";
import { artifact, clear, release, stage } from "./release/places.mjs";
import { boms } from "./release/sbom.mjs";
import { provenance, sums } from "./release/sums.mjs";
import { toolPackage } from "./release/tool.mjs";
import { run } from "./run.mjs";
import { version } from "./versions.mjs";

const args = process.argv.slice(2);
const isBuilt = args.includes("--built");
const isPartial = args.includes("--platform");
const made = commit();

// MSBuild reads variables as properties: paths of this machine stay out of what it writes.
process.env.ContinuousIntegrationBuild = "true";
process.env.SOURCE_DATE_EPOCH = String(made.time);

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function main() {
  if (!made.isClean) {
    console.log("Files differ from the commit: this release cannot be repeated.");
  }

  clear(release);
  mkdirSync(release, { recursive: true });
  if (!isBuilt) {
    await must(process.execPath, ["dashboard/scripts/build.mjs"]);
    await must("dotnet", ["build", "--configuration", "Release", "-p:RunAnalyzers=false", "server/ShimLsp.Server"]);
  }

  const kinds = isPartial ? ["--native"] : [];
  if (!(isBuilt && existsSync(vsixOf("native")))) {
    await must(process.execPath, ["client-vscode/scripts/package.mjs", ...kinds, ...(isBuilt ? ["--built"] : [])]);
  }

  nativeArchive(made.time);
  await nativePackage();
  take(vsixOf("native"));
  if (!isPartial) {
    await must(process.execPath, ["clients/node/scripts/build.mjs"]);
    await launcherPackage();
    await clientPackage();
    await toolPackage(made.time);
    take(vsixOf("universal"));
    editorPackages(made.time);
    await boms(made.time);
  }

  clear(stage);
  provenance(made);
  sums();
  console.log(`Release ${version} of ${made.hash}: ${relative(root, release)}`);
}

function take(path) {
  copyFileSync(path, artifact(basename(path)));
}

async function must(program, programArgs) {
  const { code } = await run(program, programArgs);
  if (code !== 0) {
    throw new Error(`${program} ${programArgs[0]} failed.`);
  }
}
