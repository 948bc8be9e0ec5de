// The mock upstream as a process: tests/ShimLsp.ScriptedUpstream says what its scripts are.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../scripts/environment.mjs";

const program = join(root, "tests", "ShimLsp.ScriptedUpstream", "bin", "Release", "net10.0", "ShimLsp.ScriptedUpstream.dll");

/** @returns its address, and how to give it a script and to ask what it got. */
export async function startUpstream() {
  const child = spawn("dotnet", [program], { stdio: ["pipe", "pipe", "inherit"] });
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
    script: (steps) => ask(JSON.stringify({ steps })),
    requests: async () => JSON.parse(await ask("requests")),
    stop: () => child.stdin.end(),
  };
}
