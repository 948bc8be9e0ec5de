import { expect, test } from "vitest";
import { claudeRun, folderOfRun, isClaudeRun } from "../../../../src/features/gateway/claudeRun";

test.each<[string, string | undefined, string | undefined, string]>([
  ["a folder whose gateway runs", "/work", undefined, "shim.dll run claude --pause --folder /work"],
  ["a folder that gets a gateway for the run", "/work", "/m.json", "shim.dll run claude --pause --folder /work --models /m.json"],
  ["no folder", undefined, undefined, "shim.dll run claude --pause"],
])("%s: what is run is recognised in a terminal", (_, folder, models, line) => {
  const args = claudeRun(["shim.dll"], folder, models);
  expect(args.join(" ")).toBe(line);
  expect([isClaudeRun(args), folderOfRun(args)]).toEqual([true, folder]);
});

test.each<[string, readonly string[]]>([
  ["nothing", []],
  ["a shell", ["-l"]],
  ["another agent", ["run", "codex", "--pause", "--folder", "/work"]],
  ["a run that a person typed", ["run", "claude", "--folder", "/work"]],
  ["a script that says it", ["-c", "run claude --pause --folder /work"]],
])("%s is not ours", (_, args) => {
  expect([isClaudeRun(args), folderOfRun(args)]).toEqual([false, undefined]);
});
