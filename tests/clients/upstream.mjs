// The mock upstream as a process: tests/ShimLsp.ScriptedUpstream says what its scripts are.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../scripts/environment.mjs";

const program = join(root, "tests", "ShimLsp.ScriptedUpstream", "bin", "Release", "net10.0", "ShimLsp.ScriptedUpstream.dll");

/**
 * @param {string[]} through a program that runs it, with its arguments; none if it runs by itself
 * @returns its address, and how to give it a script and to ask what it got.
 */
export async function startUpstream(through = []) {
  const [first, ...args] = [...through, "dotnet", program];
  const child = spawn(first, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) {
      throw new Error("The scripted upstream has ended. Run: dotnet build -c Release");
    }

    return value;
  };
  const ask = (line) => {
    child.stdin.write(`${line}\n`);
    return next();
  };

  return {
    origin: await next(),
    /** Gives it the steps of a tool loop, and what else a script can have: `phrases`, and `models` with scripts of their own. */
    script: (steps, more = {}) => ask(JSON.stringify({ steps, ...more })),
    requests: async () => JSON.parse(await ask("requests")),
    stop: () => child.stdin.end(),
  };
}
