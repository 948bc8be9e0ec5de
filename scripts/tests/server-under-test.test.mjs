import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { serverUnderTest } from "../server-under-test.mjs";
import { missingForNative } from "../toolchain.mjs";

for (const [name, args, variables, kind] of [
  ["--jit", ["--jit"], {}, "jit"],
  ["--jit wins over CI", ["--jit"], { CI: "true" }, "jit"],
  ["SHIM_LSP_SERVER=jit", [], { SHIM_LSP_SERVER: "jit", CI: "true" }, "jit"],
  ["a path", [], { SHIM_LSP_SERVER: "some/shim-lsp" }, "given"],
  ["CI takes the native binary or fails", [], { CI: "true" }, "native"],
  ["a person takes what the machine can build", [], {}, missingForNative() ? "jit" : "native"],
]) {
  test(name, () => assert.equal(serverUnderTest(args, variables).kind, kind));
}

test("a path is made absolute: the tests run in a folder of their own", () =>
  assert.equal(serverUnderTest([], { SHIM_LSP_SERVER: "some/shim-lsp" }).server, resolve("some/shim-lsp")));
