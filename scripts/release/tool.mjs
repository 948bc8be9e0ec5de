// The package of `dotnet tool install`: the server's portable build, for people who have .NET.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notices } from "../../client-vscode/scripts/notices.mjs";
import { paths, root } from "../environment.mjs";
import { run } from "../run.mjs";
import { version } from "../versions.mjs";
import { clear, release, stage } from "./places.mjs";
import { sorted } from "./tar.mjs";
import { unzip, zip } from "./zip.mjs";

/**
 * Needs the server to be restored.
 * @param {number} time seconds since 1970
 * @returns {Promise<string>} the path of the package.
 */
export async function toolPackage(time, itsVersion = version, to = release) {
  const folder = join(stage, `tool-${itsVersion}`);
  const noticesFile = join(folder, "ThirdPartyNotices.txt");
  clear(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(noticesFile, notices(root, "tool"));
  const { code } = await run("dotnet", [
    "pack",
    paths.server,
    "--configuration",
    "Release",
    "--artifacts-path", // the solution's own outputs stay as they are: tests may run them now
    join(paths.artifacts, "tool-build", itsVersion),
    "--output",
    folder,
    "-p:AsTool=true",
    `-p:ToolNotices=${noticesFile}`,
    "-p:PublishAot=false",
    "-p:UseAppHost=false",
    "-p:SatelliteResourceLanguages=en",
    "-p:DebugType=none",
    "-p:PublishDocumentationFiles=false",
    "-p:AllowedReferenceRelatedFileExtensions=none",
    "-p:RunAnalyzers=false",
    `-p:Version=${itsVersion}`,
  ]);
  if (code !== 0) {
    throw new Error("dotnet pack failed.");
  }

  const name = `ShimLsp.${itsVersion}.nupkg`;
  writeFileSync(join(to, name), settled(readFileSync(join(folder, name)), time));
  return join(to, name);
}

/** NuGet gives one part a random name, and all of them the time of the build. */
function settled(nupkg, time) {
  const random = /[0-9a-f]{32}(?=\.psmdcp)/g;
  const files = unzip(nupkg).map(({ name, content }) => ({
    name: name.replace(random, "shim-lsp"),
    content:
      name === "_rels/.rels"
        ? Buffer.from(content.toString().replace(random, "shim-lsp").replace(relationId, relationOf))
        : content,
  }));
  return zip(sorted(files), time);
}

/** The relations' ids are random too, and only have to differ. */
const relationId = /Id="R[0-9A-F]+"/g;
const relationOf = (_, at) => `Id="R${at}"`;
