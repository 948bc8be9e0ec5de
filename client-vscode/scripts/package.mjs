// `npm run package`: the extension as VSIX files in artifacts/vsix. One for this machine's platform with the native server inside, and
// a universal one with the server's portable build, which needs a .NET runtime. `--native` or `--universal` makes only that one;
// `--built` takes the bundle, and the extension's native server if there is one, as they are.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { paths, root } from "../../scripts/environment.mjs";
import { commit } from "../../scripts/release/commit.mjs";
import { unzip, zip } from "../../scripts/release/zip.mjs";
import { run } from "../../scripts/run.mjs";
import { notices } from "./notices.mjs";
import { manifest, target, vsixOf } from "./vsix.mjs";

const client = join(root, "client-vscode");
const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
const args = process.argv.slice(2);
const both = !args.includes("--native") && !args.includes("--universal");

process.exitCode = await main();

async function main() {
  const built = args.includes("--built");
  const steps = [
    ...(built ? [] : [[process.execPath, [join(client, "scripts", "build.mjs")]]]),
    ...((both || args.includes("--native")) && !(built && existsSync(paths.editorFolder))
      ? [[process.execPath, [join(root, "scripts", "build-native.mjs"), "--editor"]]]
      : []),
    ...(both || args.includes("--universal") ? [["dotnet", portable()]] : []),
  ];
  for (const [program, programArgs] of steps) {
    const { code } = await run(program, programArgs);
    if (code !== 0) {
      return code;
    }
  }

  if (both || args.includes("--native")) {
    await pack("native", paths.editorFolder, ["--target", target]);
  }

  if (both || args.includes("--universal")) {
    await pack("universal", paths.portableFolder, []);
  }

  return process.exitCode ?? 0;
}

function portable() {
  rmSync(paths.portableFolder, { recursive: true, force: true });
  return [
    "publish",
    paths.server,
    "--configuration",
    "Release",
    "--output",
    paths.portableFolder,
    "-p:PublishAot=false",
    "-p:UseAppHost=false",
    "-p:SelfContained=false",
    "-p:SatelliteResourceLanguages=en",
    "-p:DebugType=none",
    "-p:PublishDocumentationFiles=false",
    "-p:AllowedReferenceRelatedFileExtensions=none",
  ];
}

/** Packs a folder that holds what ships and nothing else: a list of what to leave out forgets the next file, this one cannot. */
async function pack(kind, server, options) {
  const stage = join(paths.vsix, `stage-${kind}`);
  rmSync(stage, { recursive: true, force: true });
  rmSync(vsixOf(kind), { force: true }); // a failed one must not leave an older one to be tested
  mkdirSync(stage, { recursive: true });
  for (const file of ["README.md", "CHANGELOG.md", "package.nls.json", "l10n", "media/icon.png", "media/screenshots"]) {
    cpSync(join(client, file), join(stage, file), { recursive: true });
  }

  for (const file of ["extension.js", "languageClient.js", "models.schema.json", "starter.models.json", "dashboard"]) {
    cpSync(join(client, "dist", file), join(stage, "dist", file), { recursive: true });
  }

  cpSync(join(root, "LICENSE"), join(stage, "LICENSE"));
  cpSync(server, join(stage, "server"), { recursive: true });
  writeFileSync(join(stage, "ThirdPartyNotices.txt"), notices(root, kind));
  writeFileSync(join(stage, ".vscodeignore"), ""); // nothing in the folder is to be left out
  const { private: _, scripts: __, devDependencies: ___, ...shipped } = manifest;
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(shipped, null, 2)}\n`);

  const vsix = vsixOf(kind);
  const { code } = await run(
    process.execPath,
    [
      vsce,
      "package",
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
      "--out",
      vsix,
      ...options,
    ],
    {},
    stage,
  );
  rmSync(stage, { recursive: true, force: true });
  process.exitCode ||= code;
  if (code === 0) {
    // vsce compresses for speed. The same files, smaller, and with the commit's time.
    writeFileSync(vsix, zip(unzip(readFileSync(vsix)), commit().time));
    console.log(relative(root, vsix));
  }
}
