// The archives that a release is made of: other programs read them, and they depend on nothing but their files.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { tar, tarGz } from "../release/tar.mjs";
import { unzip, zip } from "../release/zip.mjs";

const folder = mkdtempSync(join(tmpdir(), "shim-archives-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const time = 1_700_000_001;
const files = [
  { name: "b/tool", content: Buffer.from("#!/bin/sh\necho it runs\n"), mode: 0o755 },
  { name: "a.txt", content: Buffer.from("a".repeat(100_000)) },
  { name: "empty", content: Buffer.alloc(0) },
  { name: "Ä.txt", content: Buffer.from([...Array(1000).keys()].map((number) => (number * 7919) % 256)) },
  { name: "b/512", content: Buffer.alloc(512, 1) },
];
const write = (name, content) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test("tar unpacks a tar archive, with modes and times", () => {
  const path = write("one.tar.gz", tarGz(files, time));
  execFileSync("tar", ["-xzf", path, "-C", folder]);
  for (const { name, content, mode = 0o644 } of files) {
    assert.deepEqual(readFileSync(join(folder, name)), content);
    assert.equal(statSync(join(folder, name)).mode & 0o777 & ~0o022, mode & ~0o022);
    assert.equal(statSync(join(folder, name)).mtimeMs, time * 1000);
  }

  assert.equal(execFileSync(join(folder, "b/tool"), { encoding: "utf8" }), "it runs\n");
});

test("neither kind depends on the order, the machine's zone or the clock", () => {
  assert.deepEqual(tarGz(files, time), tarGz([...files].reverse(), time));
  const before = process.env.TZ;
  process.env.TZ = "Asia/Tokyo";
  const there = zip(files, time);
  process.env.TZ = "America/Lima";
  assert.deepEqual(zip(files, time), there);
  process.env.TZ = before ?? "";
});

test("python unpacks a zip archive, as others do", { skip: !has("python3") }, () => {
  const path = write("two.zip", zip(files, time));
  const script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(len(z.namelist()))";
  assert.equal(execFileSync("python3", ["-c", script, path], { encoding: "utf8" }), `${files.length}\n`);
});

test("a zip archive that was read has the same files, modes and order", () => {
  assert.deepEqual(
    unzip(zip(files, time)),
    files.map((file) => ({ mode: 0o644, ...file })).map(({ name, content, mode }) => ({ name, content, mode })),
  );
});

test("a damaged zip archive is not read", () => {
  const archive = zip([files[1]], time);
  archive[14 + 0] ^= 1; // the sum of the local header is not what counts
  assert.equal(unzip(archive).length, 1);
  const central = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  archive[central + 16] ^= 1;
  assert.throws(() => unzip(archive), /a\.txt is damaged/);
});

test("a name that tar cannot hold is refused", () => {
  assert.throws(() => tar([{ name: "n".repeat(101), content: Buffer.alloc(0) }], time), /too long/);
});

function has(program) {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

