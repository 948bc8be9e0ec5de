// What is inside, as CycloneDX: by the tools that CycloneDX keeps for NuGet and npm, and then what these cannot see.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmPackages, pagePackages } from "../../client-vscode/scripts/notices.mjs";
import { paths, root } from "../environment.mjs";
import { run } from "../run.mjs";
import { version } from "../versions.mjs";
import { artifact, clear, stage } from "./places.mjs";

const tools = join(root, "scripts", "release");
const npmTool = join(tools, "node_modules", "@cyclonedx", "cyclonedx-npm", "bin", "cyclonedx-npm-cli.js");

/** @returns the paths of the lists: of the server, of the extension, of the client for Node. */
export async function boms(time) {
  const folder = join(stage, "sbom");
  clear(folder);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(npmTool)) {
    await must("npm", ["ci", "--omit=optional", "--loglevel=error"], tools);
  }

  await must("dotnet", ["tool", "restore"]);
  await must("dotnet", [
    "dotnet-CycloneDX",
    join(paths.server, "ShimLsp.Server.csproj"),
    "--output",
    folder,
    "--filename",
    "server.json",
    "--output-format",
    "Json",
    "--exclude-dev",
    "--no-serial-number",
    "--disable-package-restore",
    "--set-name",
    "shim-lsp",
    "--set-version",
    version,
  ]);
  // Of npm's packages only some are inside: what the bundlers took, whatever package.json calls it.
  await must(process.execPath, [
    npmTool,
    "--package-lock-only",
    "--flatten-components",
    "--output-reproducible",
    "--output-format=JSON",
    `--output-file=${join(folder, "npm.json")}`,
    join(root, "package.json"),
  ]);
  const npm = read(join(folder, "npm.json"));
  const found = (packages) => {
    const wanted = new Set(packages.map((one) => `${one.name}@${one.version}`));
    const components = npm.components.filter((one) =>
      wanted.has(`${one.group ? `${one.group}/` : ""}${one.name}@${one.version}`),
    );
    if (components.length < wanted.size) {
      throw new Error(`CycloneDX does not know all of ${[...wanted].join(", ")}.`);
    }

    return components.map(({ properties: _, ...one }) => one); // where it lay, and that our manifest calls it a tool
  };
  const { dependencies } = read(join(paths.nodeClient, "package.json"));
  const server = read(join(folder, "server.json"));
  return [
    settle(server, "shim-lsp", time, [...server.components, ...found(pagePackages(root)), ...(await inTheBinary())]),
    settle(npm, "shim-lsp-vscode", time, found(npmPackages(root))),
    settle(npm, "shim-lsp-client", time, found(Object.entries(dependencies).map(([name, its]) => ({ name, version: its })))),
  ];
}

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** What is linked into the native program: no package manager of ours knows of it. */
async function inTheBinary() {
  const sqlite = existsSync("/var/lib/dpkg/status")
    ? /^Package: libsqlite3-dev\n(?:.+\n)*?Version: (.+)$/m.exec(readFileSync("/var/lib/dpkg/status", "utf8"))?.[1]
    : undefined;
  return [
    component(".NET runtime (NativeAOT)", await runtimeVersion(), "MIT", "framework"),
    ...(sqlite ? [component("SQLite (Debian's libsqlite3-dev, linked in)", sqlite, "blessing", "library")] : []),
  ];
}

/** The SDK links the runtime that it brings. */
async function runtimeVersion() {
  const { code, output } = await run("dotnet", ["msbuild", paths.server, "-getProperty:BundledNETCoreAppPackageVersion"]);
  const found = output.trim();
  if (code !== 0 || !/^\d+\.\d+\.\d+\S*$/.test(found)) {
    throw new Error(`dotnet msbuild does not say the version of the runtime: ${found}`);
  }

  return found;
}

const component = (name, itsVersion, licence, type) => ({
  type,
  "bom-ref": `${name}@${itsVersion}`,
  name,
  version: itsVersion,
  licenses: [{ license: { id: licence } }],
});

/** One list: with the time of the commit instead of now, and no path of this machine. */
function settle(bom, name, time, components) {
  const { "bom-ref": self, type, purl } = bom.metadata.component;
  const known = new Set([self, ...components.map((one) => one["bom-ref"])]);
  const settled = {
    ...bom,
    serialNumber: undefined,
    metadata: {
      ...bom.metadata,
      timestamp: new Date(time * 1000).toISOString(),
      component: { type, "bom-ref": self, name, version, ...(purl && { purl: purl.replace(/[^/]+@.*$/, `${name}@${version}`) }) },
    },
    components,
    dependencies: bom.dependencies
      .filter(({ ref }) => known.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => known.has(other)) })),
  };
  const text = `${JSON.stringify(settled, null, 2)}\n`;
  if (text.includes(root)) {
    throw new Error(`The bill of materials of ${name} names a folder of this machine.`);
  }

  const path = artifact(`${name}-${version}.cdx.json`);
  writeFileSync(path, text);
  return path;
}

async function must(program, args, folder = root) {
  const { code } = await run(program, args, {}, folder);
  if (code !== 0) {
    throw new Error(`${program} ${args[0]} failed.`);
  }
}
