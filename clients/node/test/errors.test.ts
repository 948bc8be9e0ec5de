import { expect, test } from "vitest";
import { type Candidate, type Problem, ServerNotRunning, type ShimError, toShimError } from "../src/protocol/index.js";

const rejected: readonly Candidate[] = [{ slug: "a", cost: 1, verdict: "rejected", rejection: "failing" }];
const problems: readonly Problem[] = [{ code: "x", severity: "error", message: "m", source: "models.json" }];

test.each<[string, unknown, ShimError]>([
  [
    "1001",
    { code: 1001, message: "m", data: { slug: "x", suggestions: ["y"] } },
    { kind: "unknownModel", slug: "x", suggestions: ["y"] },
  ],
  ["1001 without data", { code: 1001, message: "m" }, { kind: "unknownModel", slug: "", suggestions: [] }],
  ["1002", { code: 1002, message: "m", data: { candidates: rejected } }, { kind: "noRoutableModel", candidates: rejected }],
  ["1003", { code: 1003, message: "m", data: { problems } }, { kind: "invalidCatalog", problems }],
  [
    "1003 with data of another shape",
    { code: 1003, message: "m", data: { problems: "none" } },
    { kind: "invalidCatalog", problems: [] },
  ],
  ["a method that the server has not", { code: -32601, message: "m" }, { kind: "unsupported" }],
  ["cancelled", { code: -32800, message: "m" }, { kind: "cancelled" }],
  [
    "a code that means nothing to a person",
    { code: -32603, message: "Internal error." },
    { kind: "other", message: "Internal error." },
  ],
  ["no server", new ServerNotRunning(), { kind: "serverNotRunning" }],
  [
    "the connection was lost under it",
    { code: -32097, message: "Pending response rejected since connection got disposed" },
    { kind: "serverNotRunning" },
  ],
  ["an error of another kind", new Error("broken"), { kind: "other", message: "broken" }],
  ["no error at all", "text", { kind: "other", message: "text" }],
  ["nothing", undefined, { kind: "other", message: "undefined" }],
])("%s", (_, error, expected) => {
  expect(toShimError(error)).toEqual(expected);
});
