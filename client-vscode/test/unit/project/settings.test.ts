// The values that package.json allows for a setting are those that the real server accepts.
import Ajv from "ajv";
import type { ModelList } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import manifest from "../../../package.json";
import { ask } from "../support/server";

const properties: Record<string, Record<string, unknown>> = manifest.contributes.configuration.properties;

/** Those that are the client's own business. */
const ours = ["shim.gateway.enabled", "shim.gateway.port", "shim.server.path", "shim.trace.server"];
const names = Object.keys(properties).filter((name) => !ours.includes(name));

const values: Record<string, readonly unknown[]> = {
  text: ["local", "", "~/models.json", 7, true, ["local"], {}],
  flag: [true, false, "true", 1, {}],
  fraction: [0, 1, 0.7, -0.1, 1.1, "0.7", true],
  capacity: [1, 65536, 256, 0, 65537, 1.5, "256"],
  seconds: [0.5, 12, 86400, 0, -1, "12"],
  affinity: ["conversation", "none", "always", 1],
  onOrOff: ["on", "off", "maybe", true],
  level: ["off", "error", "warning", "info", "debug", "trace", "loud", 3],
};

const kinds: Record<string, readonly unknown[] | undefined> = {
  "shim.modelsPath": values["text"],
  "shim.router.enabled": values["flag"],
  "shim.router.threshold": values["fraction"],
  "shim.router.default": ["haiku", 7, true, {}],
  "shim.router.classifier": [7, true, {}],
  "shim.router.timeoutSeconds": [...(values["seconds"] ?? []), 86401],
  "shim.router.affinity": values["affinity"],
  "shim.router.escalation": values["onOrOff"],
  "shim.router.learning": values["onOrOff"],
  "shim.router.cache": values["flag"],
  "shim.router.cacheCapacity": values["capacity"],
  "shim.router.cacheTtlSeconds": [...(values["seconds"] ?? []), 1e9, 1e9 + 1],
  "shim.checkLocalEndpoints": values["flag"],
  "shim.logLevel": values["level"],
};

/** Whether the server takes a value for a setting, without a word about it. */
function accepted(name: string, candidates: readonly unknown[]): boolean[] {
  const answers = ask<ModelList>(
    candidates.flatMap((value) => [
      { method: "configure", params: { settings: { [name.slice("shim.".length)]: value } } },
      { method: "listModels" },
    ]),
  );
  return candidates.map((_, index) =>
    (answers[2 * index + 1]?.result?.catalog.problems ?? []).every(
      ({ source, path }) => source !== "settings" || path !== name.slice("shim.".length),
    ),
  );
}

test("there is a row here for each setting that the server takes", () => {
  expect(Object.keys(kinds).sort()).toEqual([...names].sort());
});

describe.each(names)("%s", (name) => {
  const { markdownDescription: _, scope: __, order: ___, enumDescriptions: ____, ...schema } = properties[name] ?? {};
  const validate = new Ajv({ strict: false }).compile(schema);

  test("takes what the server takes, and refuses what it refuses", () => {
    const candidates = kinds[name] ?? [];
    const taken = accepted(name, candidates);

    expect(candidates.map((value) => [value, validate(value)])).toEqual(candidates.map((value, index) => [value, taken[index]]));
  });

  test("is not set by default: an editor's defaults must not override a catalog", () => {
    expect(schema["default"]).toBe(null);
    expect(validate(null)).toBe(true);
    expect(accepted(name, [null])).toEqual([true]);
  });
});
