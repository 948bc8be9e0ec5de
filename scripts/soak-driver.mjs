import { join } from "node:path";
import { root } from "./environment.mjs";
import { run } from "./run.mjs";

/** Runs the soak with these arguments: its exit code is 1 where something was found, its last line counts the verdicts. */
export function soak(args) {
  const project = ["--configuration", "Release", "--project", join(root, "tests", "ShimLsp.Soak")];
  return run("dotnet", ["run", ...project, "--", ...args]);
}
