import { expect, test } from "vitest";
import { endsInARow, pauseAfter } from "../../../../src/infrastructure/server/backoff";
import { type Command, locate } from "../../../../src/infrastructure/server/locate";
import type { ServerFailure } from "../../../../src/infrastructure/server/state";

const [native, portable, mine] = ["/ext/server/shim-lsp", "/ext/server/shim-lsp.dll", "/opt/mine"];
const run = (program: string, ...args: string[]): Command => ({ program, args });

test.each<[string, { configured?: string; files?: string[]; dotnet?: string }, Command | ServerFailure]>([
  ["the native one inside", { files: [native] }, run(native)],
  ["the native one before the portable one", { files: [native, portable], dotnet: "/usr/bin/dotnet" }, run(native)],
  ["the portable one", { files: [portable], dotnet: "/usr/bin/dotnet" }, run("/usr/bin/dotnet", portable)],
  ["the portable one, without .NET", { files: [portable] }, { kind: "dotnetMissing" }],
  ["nothing inside", {}, { kind: "noServerInside" }],
  ["the configured one before what is inside", { configured: mine, files: [mine, native] }, run(mine)],
  [
    "the configured portable one",
    { configured: "/opt/x.dll", files: ["/opt/x.dll", native], dotnet: "/d" },
    run("/d", "/opt/x.dll"),
  ],
  [
    "the configured portable one, without .NET",
    { configured: "/opt/x.dll", files: ["/opt/x.dll", native] },
    { kind: "dotnetMissing" },
  ],
  [
    "a configured one that is not there: no other in its place",
    { configured: mine, files: [native] },
    { kind: "configuredPathMissing", path: mine },
  ],
])("starts %s", async (_, { configured, files = [], dotnet }, expected) => {
  const found = await locate({
    configuredPath: configured,
    nativeServer: native,
    portableServer: portable,
    isFile: (path) => Promise.resolve(files.includes(path)),
    findDotnet: () => Promise.resolve(dotnet),
  });

  expect(found).toEqual(expected);
});

test("the pause doubles up to its longest, and then it is enough", () => {
  const policy = { first: 100, longest: 1_000, healthyAfter: 60_000, most: 6 };

  expect([1, 2, 3, 4, 5, 6, 7].map((ends) => pauseAfter(ends, policy))).toEqual([100, 200, 400, 800, 1_000, 1_000, undefined]);
});

test.each([
  ["the first", 0, 10, 1],
  ["another soon after", 2, 59_999, 3],
  ["one after a long life is a first one again", 5, 60_000, 1],
])("ends in a row: %s", (_, before, ranFor, ends) => {
  expect(endsInARow(before, ranFor)).toBe(ends);
});
