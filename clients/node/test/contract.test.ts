// What the package believes of the wire, against shim.json, which the server's own tests hold its messages to.
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { errorCodes } from "../src/protocol/index.js";
import shim from "../../../tests/ShimLsp.Server.Tests/Conformance/shim.json";

const protocol = join(import.meta.dirname, "..", "src", "protocol");
const messages = join(protocol, "messages.ts");
const errors = join(protocol, "requestErrors.ts");

/** shim.json as TypeScript, which writes most types the same way. It is compiled, and never on the disk. */
const shapes = {
  file: join(import.meta.dirname, "shim.ts"),
  text: [
    ...["name", "hex", "instant"].map((name) => `type ${name} = string;`),
    ...["count", "ordinal", "whole", "integer", "amount", "fraction", "decimal"].map((name) => `type ${name} = number;`),
    "type LSPAny = unknown; type LSPObject = object; type LSPArray = unknown[]; type map<Key, Value> = Record<string, Value>;",
    ...Object.entries(shim.types).map(([type, shape]) =>
      typeof shape === "string"
        ? `type ${type} = ${shape};`
        : `interface ${type} { ${Object.entries(shape)
            .map(([field, value]) => `${field}: ${value};`)
            .join(" ")} }`,
    ),
    ...Object.entries({ ...shim.requests, ...shim.plainRequests, ...shim.notifications }).map(
      ([name, type]) => `export declare const ${name}: ${type};`,
    ),
    ...Object.entries(shim.errors).map(([code, type]) => `export declare const error_${code.replace("-", "minus")}: ${type};`),
  ].join("\n"),
};

const program = compile();
const checker = program.getTypeChecker();
const ofServer = new Map(exportsOf(shapes.file).map((value) => [value.name, checker.getTypeOfSymbol(value)]));
/** What each error says besides its message, by its code. */
const ofErrors = new Map(
  exportsOf(shapes.file)
    .filter(({ name }) => name.startsWith("error_"))
    .map((value) => {
      const field = checker.getPropertyOfType(checker.getTypeOfSymbol(value), "data");
      return [value.name.replace("error_", "").replace("minus", "-"), field && checker.getTypeOfSymbol(field)] as const;
    }),
);
/** What comes over the wire, by its name there: the result of a request, or the parameters of a notification. */
const ofClient = new Map(
  exportsOf(messages)
    .filter(({ flags }) => flags & ts.SymbolFlags.Variable)
    .flatMap((value) =>
      checker
        .getTypeArguments(checker.getTypeOfSymbol(value) as ts.TypeReference)
        .slice(-1)
        .map((type): [string, ts.Type] => [methodOf(value), type]),
    ),
);

test("the package knows each method and each notification of the contract, and no other", () => {
  const methods = Object.keys({ ...shim.requests, ...shim.plainRequests, ...shim.notifications });

  expect([...ofClient.keys()].sort()).toEqual(methods.sort());
});

/** What answers only that it is done. */
const withoutResult = Object.entries(shim.plainRequests).flatMap(([name, type]) => (type === "Done" ? [name] : []));

test.each([...ofClient].filter(([name]) => !withoutResult.includes(name)))(
  "%s has the contract's fields, each with the contract's type",
  (method, type) => {
    const fields = fieldsOf([type]);

    expect(Object.keys(fields)).not.toEqual([]);
    expect(fields).toEqual(fieldsOf([ofServer.get(method)].filter((shape) => shape !== undefined)));
  },
);

test("each error has the contract's code and the contract's data", () => {
  const data = exportsOf(errors).find(({ name }) => name === "ErrorData");
  const types = new Map(
    data &&
      checker
        .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(data))
        .map((kind) => [kind.name, checker.getTypeOfSymbol(kind)]),
  );
  const found = Object.entries(errorCodes).map(([kind, code]) => [
    code,
    fieldsOf([types.get(kind)].filter((type) => type !== undefined)),
  ]);

  expect(types.size).toBeGreaterThan(0);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries([...ofErrors].map(([code, type]) => [code, fieldsOf(type ? [type] : [])])),
  );
});

function compile(): ts.Program {
  const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: true, types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, ...more) =>
    file === shapes.file ? ts.createSourceFile(file, shapes.text, version) : read(file, version, ...more);
  const compiled = ts.createProgram([shapes.file, messages, errors], options, host);
  for (const file of compiled.getSourceFiles().filter(({ fileName }) => [shapes.file, messages, errors].includes(fileName))) {
    expect(compiled.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
  }

  return compiled;
}

function exportsOf(file: string): ts.Symbol[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  return module ? checker.getExportsOfModule(module) : [];
}

function methodOf({ valueDeclaration }: ts.Symbol): string {
  return /name: "(.*?)"/.exec(valueDeclaration?.getText() ?? "")?.[1] ?? "";
}

/** Each field by its path, with what it may be: `.models[].pricing?.input` is a `number`. The kinds of an object are taken together. */
function fieldsOf(types: readonly ts.Type[], path = ""): Record<string, string> {
  const kinds = types.flatMap((type) => (type.isUnion() ? type.types : [type]));
  const objects = kinds.filter(({ flags }) => flags & ts.TypeFlags.Object);
  const elements = objects.map(elementOf).filter((element) => element !== undefined);
  const structures = objects.filter((object) => elementOf(object) === undefined);
  const others = kinds.filter(({ flags }) => !(flags & (ts.TypeFlags.Object | ts.TypeFlags.Undefined)));
  const texts = new Set(
    others.map((kind) => checker.typeToString(kind.isNumberLiteral() ? checker.getBaseTypeOfLiteralType(kind) : kind)),
  );
  const names = new Set(structures.flatMap((structure) => checker.getPropertiesOfType(structure).map(({ name }) => name)));
  const fields = [...names].map((name) => {
    const found = structures.map((structure) => checker.getPropertyOfType(structure, name));
    const declared = found.filter((property) => property !== undefined);
    const isOptional = declared.length < found.length || declared.some(({ flags }) => flags & ts.SymbolFlags.Optional);
    return fieldsOf(
      declared.map((property) => checker.getTypeOfSymbol(property)),
      `${path}.${name}${isOptional ? "?" : ""}`,
    );
  });
  return {
    ...(texts.size > 0 && { [path]: [...texts].sort().join(" | ") }),
    ...(elements.length > 0 && fieldsOf(elements, `${path}[]`)),
    ...Object.fromEntries(fields.flatMap((field) => Object.entries(field))),
  };
}

/** What a list or a map holds; undefined for what is neither. */
function elementOf(type: ts.Type): ts.Type | undefined {
  return checker.isArrayType(type)
    ? checker.getTypeArguments(type as ts.TypeReference)[0]
    : checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
}
