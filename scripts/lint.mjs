// `npm run lint`: the format and the analyzers' findings. Two lanes, for two processors; each step is shown when it ends, and all run.
import { createRequire } from "node:module";
import { join } from "node:path";
import { paths, root } from "./environment.mjs";
import { inOnePiece, say } from "./output.mjs";
import { run } from "./run.mjs";

const prettier = createRequire(import.meta.url).resolve("prettier/bin/prettier.cjs");
const workspaces = [paths.nodeClient, join(root, "client-vscode"), paths.dashboard];
const lanes = [
  [
    ["dotnet", ["tool", "restore"]],
    ["dotnet", ["csharpier", "check", "."]],
    ["dotnet", ["build", "-c", "Release"]],
  ],
  [...workspaces.map((workspace) => ["npm", ["run", "lint"], workspace]), [process.execPath, [prettier, "--check", "."]]],
];

const codes = await Promise.all(lanes.map(lane));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;

/** Runs the steps one after another. Gives the first code that is not 0; what comes after a failure is still said. */
async function lane(steps) {
  let failed = 0;
  for (const [program, args, folder = root] of steps) {
    const { code } = await inOnePiece(() => {
      say(`\n== ${[program === process.execPath ? "node" : program, ...args].join(" ").replaceAll(`${root}/`, "")}`);
      return run(program, args, {}, folder);
    });
    failed ||= code;
  }

  return failed;
}
