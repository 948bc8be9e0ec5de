// Which folder may import which, and what a view-model may know of the editor.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "..", "..", "..", "src");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  readonly onlyTypes: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, tree: ts.createSourceFile(file, readFileSync(join(src, file), "utf8"), ts.ScriptTarget.Latest) }));

const imports: readonly Import[] = files.flatMap(({ file, tree }) =>
  tree.statements.filter(ts.isImportDeclaration).map((statement): Import => {
    const target = (statement.moduleSpecifier as ts.StringLiteral).text;
    const bindings = statement.importClause?.namedBindings;
    return {
      from: file,
      to: target.startsWith(".") ? relative(src, join(src, dirname(file), target)) : target,
      names:
        bindings && ts.isNamedImports(bindings)
          ? bindings.elements.filter((element) => !element.isTypeOnly).map((element) => element.name.text)
          : ["*"],
      onlyTypes: statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    };
  }),
);

const shown = (found: readonly Import[]) => found.map(({ from, to }) => `${from} -> ${to}`);
const feature = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1];

test("a feature imports no other feature", () => {
  expect(
    shown(
      imports.filter(({ from, to }) => feature(from) !== undefined && feature(to) !== undefined && feature(from) !== feature(to)),
    ),
  ).toEqual([]);
});

test("infrastructure imports no feature, and nothing imports the extension or its API but the extension", () => {
  expect(
    shown(
      imports.filter(
        ({ from, to }) =>
          from.startsWith("infrastructure/") &&
          !to.startsWith("infrastructure/") &&
          to.includes("/") &&
          !/^(node:|vscode-|shim-lsp-client)/.test(to),
      ),
    ),
  ).toEqual([]);
  expect(shown(imports.filter(({ from, to }) => from !== "extension.ts" && ["extension", "api"].includes(to)))).toEqual([]);
});

test("only infrastructure knows the protocol's library", () => {
  expect(shown(imports.filter(({ from, to }) => to.startsWith("vscode-") && !from.startsWith("infrastructure/")))).toEqual([]);
});

test("the library is loaded when a server is started, not when the extension is", () => {
  const library = ({ to }: Import) =>
    to.startsWith("vscode-language") || to.startsWith("vscode-jsonrpc") || to.includes("languageClient");

  expect(shown(imports.filter((each) => library(each) && !each.onlyTypes))).toEqual([]);
});

test("of the package for Node only the contract is imported: its client would bring the library", () => {
  const ofPackage = imports.filter(({ to }) => to.startsWith("shim-lsp-client"));

  expect(new Set(ofPackage.map(({ to }) => to))).toEqual(new Set(["shim-lsp-client/protocol"]));
});

test("a view-model and the wording know nothing of the editor but its language", () => {
  const pure = (file: string) =>
    /View\.ts$|^infrastructure\/wording\/|\/(target|decisionDocument|troubles|backoff|locate|state|secret|redaction|handover|listing|recall|tokens)\.ts$/.test(
      file,
    );
  const vscode = imports.filter(({ from, to }) => pure(from) && to === "vscode");

  expect(vscode.filter(({ names }) => names.some((name) => name !== "l10n"))).toEqual([]);
  expect(new Set(imports.filter(({ from }) => pure(from)).map(({ from }) => from)).size).toBeGreaterThan(12);
  expect(
    shown(imports.filter(({ from, to, onlyTypes }) => pure(from) && to.startsWith("node:") && to !== "node:path" && !onlyTypes)),
  ).toEqual([]);
});

test("what a person is shown is said in their language", () => {
  const calls: string[] = [];
  const look = (node: ts.Node, file: string) => {
    if (
      ts.isCallExpression(node) &&
      /^window\.(show(Information|Warning|Error)Message|setStatusBarMessage)$/.test(node.expression.getText(node.getSourceFile()))
    ) {
      calls.push(
        ...node.arguments.filter((argument) => ts.isStringLiteralLike(argument)).map((argument) => `${file}: ${argument.text}`),
      );
    }

    ts.forEachChild(node, (child) => look(child, file));
  };
  files.forEach(({ file }) =>
    look(ts.createSourceFile(file, readFileSync(join(src, file), "utf8"), ts.ScriptTarget.Latest, true), file),
  );

  expect(calls).toEqual([]);
});

test("nothing is written to the console", () => {
  expect(files.filter(({ tree }) => /\bconsole\./.test(tree.text)).map(({ file }) => file)).toEqual([]);
});
