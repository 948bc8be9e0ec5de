import { expect, test } from "vitest";
import { withoutGroups } from "../../../../src/features/chat/groupView";

const theirs = { name: "Mine", vendor: "ollama", url: "http://127.0.0.1" };

test.each<[string, string, unknown]>([
  ["ours goes, others stay", JSON.stringify([{ name: "Shim", vendor: "shim" }, theirs]), [theirs]],
  [
    "every one of ours",
    JSON.stringify([
      { name: "A", vendor: "shim" },
      { name: "B", vendor: "shim" },
    ]),
    [],
  ],
  ["none of ours", JSON.stringify([theirs]), [theirs]],
  ["entries that are not groups stay", JSON.stringify([null, 1, "shim"]), [null, 1, "shim"]],
])("%s", (_, text, groups) => {
  expect(JSON.parse(withoutGroups(text, "shim") ?? "")).toEqual(groups);
});

test.each(["", "{}", "// mine\n[]", "[{]"])("%j is left to the person", (text) => {
  expect(withoutGroups(text, "shim")).toBeUndefined();
});
