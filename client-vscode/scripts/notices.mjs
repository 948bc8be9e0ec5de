// The licences of what ships inside: of the npm packages in the bundle, and of the NuGet packages in the server.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { bundled } from "../../dashboard/scripts/page.mjs";

/**
 * The text of ThirdPartyNotices.txt. Needs the bundle to be built and the server to be restored.
 * @param {"native" | "universal" | "server" | "tool"} kind the extension with the native server, which has the .NET runtime inside, or with
 * the portable one, which uses the machine's; the native server alone, and the portable one alone
 */
export function notices(root, kind) {
  const parts = [
    ...(kind === "native" || kind === "universal" ? npmPackages(root) : []),
    ...pagePackages(root),
    ...nugetPackages(root),
    ...(kind === "native" || kind === "server" ? [runtime(root)] : []),
  ].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const rule = "-".repeat(80);
  return [
    "ShimLsp contains the following third-party software.",
    ...parts.map(({ name, version, licence, text }) => `${rule}\n${name} ${version} (${licence})\n\n${text.trim()}`),
    "",
  ].join("\n\n");
}

/** What esbuild put into the extension's bundle. */
export function npmPackages(root) {
  const { inputs } = JSON.parse(readFileSync(join(root, "client-vscode", "dist", "meta.json"), "utf8"));
  const folders = new Set(Object.keys(inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  return [...folders].map((folder) => npmPackage(join(root, "client-vscode", folder)));
}

/** Those in the gateway's page, which the server embeds. */
export function pagePackages(root) {
  return bundled.map((name) =>
    npmPackage(["dashboard/node_modules", "node_modules"].map((at) => join(root, at, name)).find((at) => existsSync(at))),
  );
}

function npmPackage(at) {
  const { name, version, license } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
  return { name, version, licence: license, text: licenceText(at) ?? `Licence: ${license}` };
}

/** The licences of packages that state theirs by a text alone. */
const byText = { "SourceGear.sqlite3": "public domain" };

/** Those that the server's build resolved. Many packages carry only an expression; what it stands for is stated by its name. */
function nugetPackages(root) {
  const assets = JSON.parse(readFileSync(join(root, "server", "ShimLsp.Server", "obj", "project.assets.json"), "utf8"));
  const folders = Object.keys(assets.packageFolders ?? { [join(homedir(), ".nuget", "packages")]: {} });
  const used = new Set(
    Object.values(assets.targets).flatMap((target) =>
      Object.entries(target)
        .filter(([, { runtime, native, runtimeTargets }]) =>
          Object.keys({ ...runtime, ...native, ...runtimeTargets }).some((file) => !file.endsWith("_._")),
        )
        .map(([id]) => id),
    ),
  );
  return Object.entries(assets.libraries)
    .filter(([id, library]) => library.type === "package" && used.has(id))
    .map(([id, library]) => {
      const [name, version] = id.split("/");
      const at = folders.map((folder) => join(folder, library.path)).find((folder) => existsSync(folder));
      const nuspec =
        at === undefined
          ? ""
          : readFileSync(
              join(
                at,
                readdirSync(at).find((file) => file.endsWith(".nuspec")),
              ),
              "utf8",
            );
      const licence = /<license type="expression">([^<]+)</.exec(nuspec)?.[1] ?? byText[name] ?? "see its text";
      const copyright = /<copyright>([^<]+)</.exec(nuspec)?.[1] ?? "";
      return {
        name,
        version,
        licence,
        text: (at && licenceText(at)) ?? (licence === "MIT" ? mit(root, copyright) : `${copyright}\nLicence: ${licence}`),
      };
    });
}

/** NativeAOT links the runtime from its compiler's package, which carries the licence and the notices of all that is in it. */
function runtime(root) {
  const packages = process.env.NUGET_PACKAGES ?? join(homedir(), ".nuget", "packages");
  const compiler = readdirSync(packages).find((name) => /^runtime\..+\.microsoft\.dotnet\.ilcompiler$/.test(name));
  const version = compiler && readdirSync(join(packages, compiler)).sort().at(-1);
  if (!version) {
    throw new Error(
      "The native compiler's package, which has the .NET runtime's licence, is not restored: npm run build:native.",
    );
  }

  const theirs = readFileSync(join(packages, compiler, version, "THIRD-PARTY-NOTICES.TXT"), "utf8");
  return {
    name: ".NET runtime",
    version,
    licence: "MIT",
    text: `${mit(root, "Copyright (c) .NET Foundation and Contributors")}\n\n${theirs}`,
  };
}

/** The text of the MIT licence, which this project has too, over another's copyright. */
function mit(root, copyright) {
  return readFileSync(join(root, "LICENSE"), "utf8")
    .trim()
    .replace(/^Copyright .*$/m, copyright);
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(txt|md))?$/i.test(name));
  return file && readFileSync(join(folder, file), "utf8");
}
