import { join } from "node:path";
import { root } from "./environment.mjs";
import { run } from "./run.mjs";

/**
 * Runs the soak with these arguments: its exit code is 1 if something was found, its last line counts the verdicts.
 * @param {string[]} options more for `dotnet run`, such as `--no-build`.
 */
export function soak(args, options = []) {
  const project = ["--configuration", "Release", "--project", join(root, "tests", "ShimLsp.Soak")];
  return run("dotnet", ["run", ...project, ...options, "--", ...args]);
}
