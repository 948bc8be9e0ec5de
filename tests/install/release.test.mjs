// What `npm run release` made: complete, described, and without a trace of the machine that made it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { root } from "../../scripts/environment.mjs";
import { unzip } from "../../scripts/release/zip.mjs";
import { platform, release, version } from "./machine.mjs";

const files = readdirSync(release).sort();
const read = (name) => readFileSync(join(release, name));
const json = (name) => JSON.parse(read(name));
const digest = (name) => createHash("sha256").update(read(name)).digest("hex");
const statement = `shim-lsp-${version}-${platform}.provenance.json`;

test("it has every artifact", () => {
  const target = platform.replace(/^linux-(.*)-musl$/, "alpine-$1");
  assert.deepEqual(
    files.filter((name) => !name.endsWith(".cdx.json")),
    [
      "SHA256SUMS",
      `ShimLsp.${version}.nupkg`,
      `shim-${version}.tar`,
      `shim-kakoune-${version}.tar.gz`,
      `shim-lsp-${version}-${platform}.tar.gz`,
      statement,
      `shim-lsp-${version}.tgz`,
      `shim-lsp-${platform}-${version}.tgz`,
      `shim-lsp-client-${version}.tgz`,
      `shim-lsp-${target}-${version}.vsix`,
      `shim-lsp-universal-${version}.vsix`,
      `shim-micro-${version}.zip`,
      `shim-neovim-${version}.tar.gz`,
      `shim-vim-${version}.tar.gz`,
      `shim-zed-${version}.tar.gz`,
    ].sort(),
  );
});

test("the checksums are of every file, and right", () => {
  const lines = read("SHA256SUMS").toString().trim().split("\n");
  assert.deepEqual(
    lines,
    files.filter((name) => name !== "SHA256SUMS").map((name) => `${digest(name)}  ${name}`),
  );
});

test("the statement names the commit, the inputs and each artifact", () => {
  const { _type, subject, predicate, predicateType } = json(statement);
  assert.equal(_type, "https://in-toto.io/Statement/v1");
  assert.equal(predicateType, "https://slsa.dev/provenance/v1");
  assert.deepEqual(
    subject.map(({ name, digest: { sha256 } }) => [name, sha256]),
    files.filter((name) => name !== "SHA256SUMS" && name !== statement).map((name) => [name, digest(name)]),
  );
  const [source, ...inputs] = predicate.buildDefinition.resolvedDependencies;
  assert.match(source.digest.gitCommit, /^[0-9a-f]{40}$/);
  assert.ok(inputs.length >= 4 && inputs.every(({ digest: { sha256 } }) => /^[0-9a-f]{64}$/.test(sha256)));
});

test("each bill of materials has what is inside, and no tool of ours", () => {
  const names = (file) => json(file).components.map(({ name }) => name);
  const server = names(`shim-lsp-${version}.cdx.json`);
  for (const name of ["StreamJsonRpc", "System.CommandLine", "ZstdSharp.Port"]) {
    assert.ok(server.includes(name), name);
  }

  assert.ok(server.some((name) => name.startsWith(".NET runtime")) && server.some((name) => name.startsWith("SQLite")));
  assert.ok(server.includes("preact") && !server.includes("xunit") && !server.includes("vitest"));
  assert.ok(names(`shim-lsp-vscode-${version}.cdx.json`).includes("vscode-languageclient"));
  assert.ok(names(`shim-lsp-client-${version}.cdx.json`).includes("vscode-jsonrpc"));
  const boms = files.filter((name) => name.endsWith(".cdx.json"));
  assert.equal(boms.length, 3);
  boms.forEach((name) => assert.equal(json(name).bomFormat, "CycloneDX"));
});

test("every file in every archive has the commit's time, or npm's", () => {
  const { gitCommit } = json(statement).predicate.buildDefinition.resolvedDependencies[0].digest;
  const time = Number(execFileSync("git", ["show", "--no-patch", "--format=%ct", gitCommit], { cwd: root, encoding: "utf8" }));
  const npms = new Date("1985-10-26T08:15:00Z").getTime() / 1000; // what `npm pack` gives to all files
  for (const name of files.filter((file) => /\.(tar|tar\.gz|tgz)$/.test(file))) {
    const times = tarTimes(name.endsWith(".tar") ? read(name) : gunzipSync(read(name)));
    assert.ok(times.length > 0, name);
    assert.deepEqual([...new Set(times)], [name.endsWith(".tgz") ? npms : time], name);
  }
});

test("no artifact names a folder of this machine", () => {
  for (const name of files) {
    const content = read(name);
    const parts = /\.(vsix|nupkg|zip)$/.test(name)
      ? unzip(content).map((part) => part.content)
      : [/gz$/.test(name) ? gunzipSync(content) : content];
    for (const folder of [root, process.env.HOME].filter((path) => path && path.length > 5)) {
      const found = parts.filter((part) => part.includes(`${folder}/`) || part.includes(Buffer.from(`${folder}/`, "utf16le")));
      assert.equal(found.length, 0, `${name} has ${folder}`);
    }
  }
});

/** The time of each file of a tar archive. */
function tarTimes(archive) {
  const times = [];
  for (let at = 0; archive[at] !== 0 && at < archive.length;) {
    const octal = (from, length) => parseInt(archive.toString("latin1", at + from, at + from + length), 8);
    if (archive[at + 156] === 0x30) {
      times.push(octal(136, 11));
    }

    at += 512 + Math.ceil(octal(124, 11) / 512) * 512;
  }

  return times;
}
