// What is packed, used as a stranger would: from a folder that has the package and knows nothing of this one. The build also checks the
// types of these tests.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { createRequire } from "node:module";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { options, root, server } from "./support.js";

const folder = join(import.meta.dirname, "..");
const modules = dirname(dirname(createRequire(import.meta.url).resolve("typescript/package.json")));
const user = mkdtempSync(join(tmpdir(), "shim-package-"));
const installed = join(user, "node_modules", "shim-lsp-client");

interface Manifest {
  readonly version: string;
  readonly exports: Record<string, Record<string, string>>;
}

function read(...path: string[]): string {
  return readFileSync(join(...path), "utf8");
}

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  expect({ status, error, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, error: undefined, said: "" });
  return stdout;
}

beforeAll(() => {
  run(process.execPath, ["scripts/build.mjs"], folder);
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", user], folder)) as [{ filename: string }];
  run("tar", ["xzf", packed.filename], user);
  mkdirSync(dirname(installed));
  run("mv", ["package", installed], user);
  symlinkSync(join(modules, "vscode-jsonrpc"), join(user, "node_modules", "vscode-jsonrpc")); // what npm would fetch
});

afterAll(() => rmSync(user, { recursive: true, force: true }));

test("it holds what was compiled, its readme and its licence, and nothing else", () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(installed, join(entry.parentPath, entry.name)));
  const sources = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const compiled = sources.flatMap((file) => [file.replace(/ts$/, "js"), file.replace(/ts$/, "d.ts")]);

  expect(files.sort()).toEqual(["LICENSE", "README.md", "package.json", ...compiled.map((file) => join("dist", file))].sort());
  expect(read(installed, "LICENSE")).toBe(read(root, "LICENSE"));
});

test("its version is the project's, and each entry is there", () => {
  const { version, exports } = JSON.parse(read(installed, "package.json")) as Manifest;

  expect(version).toBe((JSON.parse(read(root, "package.json")) as Manifest).version);
  Object.values(exports)
    .flatMap((entry) => Object.values(entry))
    .forEach((file) => expect(read(installed, file)).not.toBe(""));
});

test("it imports its own files, Node and vscode-jsonrpc; the contract imports its own files alone", () => {
  const imports = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      ts
        .preProcessFile(read(folder, "src", file))
        .importedFiles.map(({ fileName }) => ({ file, to: fileName }))
        .filter(({ to }) => !/^\.{1,2}\//.test(to)),
    );

  expect([...new Set(imports.map(({ to }) => to.replace(/^node:.*/, "node:")))].sort()).toEqual(["node:", "vscode-jsonrpc/node"]);
  expect(imports.filter(({ file }) => file.startsWith("protocol"))).toEqual([]);
});

test("a strict program compiles with its types, and gets an error for a wrong name", () => {
  writeFileSync(
    join(user, "good.mts"),
    `import { connect, isRequestError } from "shim-lsp-client";
import type { Decision, ModelList } from "shim-lsp-client/protocol";
const client = await connect({ command: "shim-lsp", workspaceFolder: "." });
const { models }: ModelList = await client.listModels();
const decision: Decision = await client.route({ task: models[0]?.slug ?? "" });
client.onDidChangeActiveModel(({ active }) => active.toUpperCase());
try {
  await client.switchModel({ slug: decision.slug });
} catch (error) {
  if (isRequestError(error)) {
    switch (error.kind) {
      case "UnknownModel":
        error.data.suggestions.join();
        break;
      case "UpstreamFailed":
        error.data.attempts.map(({ status }) => status);
        break;
    }
  }
  if (isRequestError(error, "InvalidParams")) {
    error.data.path.toUpperCase();
  }
}
await client.dispose();
export {};
`,
  );
  writeFileSync(
    join(user, "bad.mts"),
    `import { connect } from "shim-lsp-client";
const client = await connect();
await client.route({ tsk: "x" });
await client.route({ task: "x", messages: [] });
await client.chat({});
await client.switchModel({ slag: "x" });
(await client.listModels()).modles;
export {};
`,
  );
  const program = ts.createProgram([join(user, "good.mts"), join(user, "bad.mts")], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(modules, "@types")],
  });

  const found = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => ({
    file: file && relative(user, file.fileName),
    line: file && file.getLineAndCharacterOfPosition(start).line + 1,
    text: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
  expect(found.filter(({ file }) => file !== "bad.mts")).toEqual([]);
  expect(found.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7]);
});

test("the readme's example runs, and prints what the readme shows", () => {
  const [example = "", output] = [...read(folder, "README.md").matchAll(/^```(?:js|text)\n(.*?)^```$/gms)].map(
    ([, text]) => text,
  );
  const { cwd = user, env } = options();
  const { command, args } = server();
  writeFileSync(join(user, "shim-lsp"), `#!/bin/sh\nexec ${[command, ...args].map((word) => `'${word}'`).join(" ")} "$@"\n`);
  chmodSync(join(user, "shim-lsp"), 0o755);
  writeFileSync(join(user, "example.mjs"), example);

  const printed = run(process.execPath, [join(user, "example.mjs")], cwd, {
    ...env,
    PATH: `${user}${delimiter}${process.env["PATH"]}`,
  });

  expect(printed).toBe(output);
});
