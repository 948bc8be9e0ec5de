// The LSP meta model, made from the typed declarations of vscode-languageserver-protocol: what its own metaModel.json, which the
// package does not ship, is made from as well. docs/dependencies.md says more.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { root } from "../environment.mjs";
import { LspTypes } from "./types.mjs";

const library = "vscode-languageserver-protocol";
const folder = join(dirname(fileURLToPath(import.meta.resolve(library))), "..", "..");

/** Where the model is committed. */
export const modelFile = join(root, "tests", "ShimLsp.Server.Tests", "Conformance", "lsp-3.18.json");

// The base protocol's own notifications have no declaration to read: vscode-jsonrpc keeps two of them to itself and says no
// direction of any. This is what the specification says of them.
const baseNotifications = {
  "$/cancelRequest": { direction: "both", params: "CancelParams" },
  "$/logTrace": { direction: "serverToClient", params: "LogTraceParams" },
  "$/progress": { direction: "both", params: "ProgressParams" },
  "$/setTrace": { direction: "clientToServer", params: "SetTraceParams" },
};
const baseTypes = {
  CancelParams: { id: "integer | string" },
  LogTraceParams: { message: "string", "verbose?": "string" },
  ProgressParams: { token: "ProgressToken", value: "LSPAny" },
  SetTraceParams: { value: "TraceValue" },
};

/**
 * The model as text, the same from the same version of the library. `requests` and `notifications` by method, with the capabilities
 * of the `client` and the `server` that they need; `registrations`, the options with which a method is registered dynamically;
 * `progress`, what `$/progress` may carry for a work-done token; `types`.
 */
export async function lspModel() {
  const runtime = await import(library); // which way a message goes is a value: its declaration has a type alone
  const program = ts.createProgram([join(folder, "lib", "common", "api.d.ts")], {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
  });
  const types = new LspTypes(program.getTypeChecker());
  const requests = {};
  const notifications = { ...baseNotifications };
  const registrations = {};
  let progress;

  for (const [name, { kind, parts }] of messageTypes(program)) {
    const { method, messageDirection: direction, registrationMethod, capabilities } = runtime[name];
    const [params, result, options] = parts.map((part) => (part ? types.text(part, name) : "null"));
    if (kind === "ProgressType") {
      progress = result;
      continue;
    }

    const message = {
      direction,
      client: capabilities?.client,
      server: capabilities?.server,
      params: params === "null" ? undefined : params,
    };
    if (kind.startsWith("ProtocolRequestType")) {
      requests[method] = { ...message, result };
    } else if (kind.startsWith("ProtocolNotificationType")) {
      notifications[method] = message;
    }

    if (options !== "null" && !registrationMethod) {
      registrations[method] = options;
    }
  }

  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const model = { requests, notifications, registrations, progress, types: { ...types.all, ...baseTypes } };
  return `${JSON.stringify({ source: `${library} ${version}`, ...sorted(model) }, null, 2)}\n`;
}

/** Each `const type` of the library's namespaces: the namespace's name, the kind of message, its parameters, result and options. */
function* messageTypes(program) {
  const files = program.getSourceFiles().filter((file) => file.fileName.includes(`/${library}/lib/common/protocol`));
  for (const namespace of files.flatMap((file) => file.statements).filter(ts.isModuleDeclaration)) {
    for (const { name, type } of namespace.body.statements
      .filter(ts.isVariableStatement)
      .map(({ declarationList }) => declarationList.declarations[0])) {
      if (name.text === "type") {
        const kind = type.typeName.text;
        yield [namespace.name.text, { kind, parts: partsOf(kind, type.typeArguments) }];
      }
    }
  }
}

/** Of a message type's arguments, the parameters, the result and the registration's options. */
function partsOf(kind, given) {
  switch (kind) {
    case "ProtocolRequestType":
      return [given[0], given[1], given[4]];
    case "ProtocolRequestType0":
      return [undefined, given[0], given[3]];
    case "ProtocolNotificationType":
      return [given[0], undefined, given[1]];
    case "ProtocolNotificationType0":
      return [undefined, undefined, given[0]];
    case "RegistrationType":
      return [undefined, undefined, given[0]];
    case "ProgressType":
      return [undefined, given[0], undefined];
    default:
      throw new Error(`What kind of message is ${kind}?`);
  }
}

/** With the names of each object in order, so that a diff shows what has changed. */
function sorted(value) {
  return value === null || typeof value !== "object"
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([name, member]) => [name, sorted(member)]),
      );
}
