// A models.json on the disk: what is not JSON, not writable or not ours is never written into.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { changeFile } from "../../../../src/infrastructure/catalog/file";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shim-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const given = (name: string, text: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const doubled = (text: string) => text.replace("1", "2");

test("a change is put in place whole, and leaves nothing beside it", async () => {
  const path = given("models.json", "[1]\n");
  chmodSync(path, 0o640);

  expect(await changeFile(path, doubled)).toEqual({ kind: "changed!", path });

  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual([
    "[2]\n",
    0o640,
    ["models.json"],
  ]);
});

test("a file that is missing is created with its folders, for its owner alone", async () => {
  const path = join(folder, "a", "b", "models.json");

  expect((await changeFile(path, () => "[]")).kind).toBe("changed!");

  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777, statSync(join(folder, "a")).mode & 0o777]).toEqual([
    "[]",
    0o600,
    0o700,
  ]);
});

test.each<[string, string | Buffer, object]>([
  ["half-written", '{\n  "models": [', { kind: "broken", at: { line: 1, column: 13 } }],
  ["not JSON", "models:\n- a\n", { kind: "broken", at: { line: 0, column: 0 } }],
  ["not UTF-8", Buffer.from([0x5b, 0xff, 0x5d]), { kind: "notUtf8" }],
])("a file that is %s stays as it is", async (_, text, expected) => {
  const path = given("models.json", text);

  expect(await changeFile(path, () => "[]")).toEqual({ ...expected, path });

  expect(readFileSync(path)).toEqual(Buffer.from(text));
});

test("a read-only file stays as it is, also for an administrator", async () => {
  const path = given("models.json", "[1]");
  chmodSync(path, 0o444);

  expect(await changeFile(path, doubled)).toEqual({ kind: "readOnly", path });

  expect(readFileSync(path, "utf8")).toBe("[1]");
});

test("a link stays a link, and what it leads to is changed", async () => {
  const target = given("mine.json", "[1]");
  const path = join(folder, "models.json");
  symlinkSync(target, path);

  expect((await changeFile(path, doubled)).kind).toBe("changed!");

  expect([readFileSync(target, "utf8"), readdirSync(folder).sort()]).toEqual(["[2]", ["mine.json", "models.json"]]);
});

test("a workspace's link out of the workspace is not followed", async () => {
  const target = given("precious.json", "[1]");
  const workspace = join(folder, "clone");
  mkdirSync(workspace);
  const path = join(workspace, "models.json");
  symlinkSync(target, path);

  expect(await changeFile(path, doubled, workspace)).toEqual({ kind: "outside", path, target });

  expect(readFileSync(target, "utf8")).toBe("[1]");
});

test("what somebody wrote in the meantime stays", async () => {
  const path = given("models.json", "[1]");

  expect(await changeFile(path, doubled, undefined, () => writeFile(path, "[3]"))).toEqual({
    kind: "changed",
    path,
  });

  expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["[3]", ["models.json"]]);
});

test("a change that no longer fits changes nothing", async () => {
  const path = given("models.json", "[1]");
  expect(await changeFile(path, () => undefined)).toEqual({ kind: "changed", path });
});

test("a byte order mark stays", async () => {
  const path = given("models.json", "\uFEFF[1]");
  await changeFile(path, doubled);
  expect(readFileSync(path, "utf8")).toBe("\uFEFF[2]");
});

test("a folder in its place is an error in words", async () => {
  const path = join(folder, "models.json");
  mkdirSync(path);
  expect(await changeFile(path, doubled)).toMatchObject({ kind: "failed", path });
});
