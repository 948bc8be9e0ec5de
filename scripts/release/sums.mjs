// What lets a stranger check an artifact: SHA256SUMS, and a statement of what it was made of.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../environment.mjs";
import { version } from "../versions.mjs";
import { artifact, release } from "./places.mjs";
import { compressor } from "./deflate.mjs";
import { platform } from "./platform.mjs";

const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Everything that decides the bytes beside the commit: each file pins versions exactly. */
const inputs = [
  "package-lock.json",
  "Directory.Packages.props",
  ".config/dotnet-tools.json",
  "global.json",
  "scripts/release/package-lock.json",
];

const said = (program, ...args) => {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.split("\n")[0].trim() : undefined;
};

/**
 * An in-toto statement with SLSA's predicate, unsigned: whoever publishes signs it. It holds no time but the commit's, so that a second build
 * gives the same statement.
 * @param {{ hash: string, isClean: boolean }} commit
 */
export function provenance(commit) {
  const name = `shim-lsp-${version}-${platform}.provenance.json`;
  const subjects = artifacts().filter((file) => !file.endsWith(".provenance.json"));
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: subjects.map((file) => ({ name: file, digest: { sha256: digest(artifact(file)) } })),
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "urn:shim-lsp:npm-run-release:1",
        externalParameters: { version, platform },
        internalParameters: {
          compiler: said("clang", "--version"),
          compressor,
          dotnet: said("dotnet", "--version"),
          linker: said("ld.lld", "--version"),
          node: process.version,
        },
        resolvedDependencies: [
          { uri: "git:shim-lsp", digest: { gitCommit: commit.hash }, annotations: { unchanged: commit.isClean } },
          ...inputs.map((path) => ({ uri: `file:${path}`, digest: { sha256: digest(join(root, path)) } })),
        ],
      },
      runDetails: { builder: { id: process.env.GITHUB_WORKFLOW_REF ?? "urn:shim-lsp:a-persons-machine" } },
    },
  };
  writeFileSync(artifact(name), `${JSON.stringify(statement, null, 2)}\n`);
}

/** In the form that `sha256sum --check` reads. */
export function sums() {
  const lines = artifacts().map((file) => `${digest(artifact(file))}  ${file}\n`);
  writeFileSync(artifact("SHA256SUMS"), lines.join(""));
}

const artifacts = () =>
  readdirSync(release)
    .filter((file) => file !== "SHA256SUMS")
    .sort();
