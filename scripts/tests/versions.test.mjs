// There is one version number.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../environment.mjs";
import { places, version, written } from "../versions.mjs";

for (const { file, found } of written()) {
  test(`${file} has the version of package.json wherever it states one`, () => {
    assert.deepEqual(
      found.filter((number) => number !== version),
      [],
    );
  });
}

test("the build of the server reads it from package.json", () => {
  assert.match(readFileSync(join(root, "Directory.Build.props"), "utf8"), /<Version\s*>\$\(.*package\.json/);
});

test("no other file states it beside our name", () => {
  const other = execFileSync("git", ["grep", "-lI", "--untracked", "-e", `shim[^ ]*.\\{0,20\\}${version.replaceAll(".", "\\.")}`], {
    cwd: root,
    encoding: "utf8",
  });
  const ofARun = "docs/comparison.md"; // it says what was measured then
  assert.deepEqual(
    other.split("\n").filter((file) => file !== "" && file !== ofARun && !(file in places)),
    [],
  );
});
