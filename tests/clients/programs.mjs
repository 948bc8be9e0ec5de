// Programs that the tests start.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a program may take: with a busy machine and a client that retries, far more than it needs. */
const limit = 120_000;

/** @returns {Promise<{ code: number, signal: string, out: string, error: string }>} */
export const runProgram = (command, cwd, variables) => startProgram(command, cwd, variables).ended;

/** @returns its input, what it has written so far, and its end. */
export function startProgram([program, ...args], cwd, variables, input = "ignore") {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...variables },
    stdio: [input, "pipe", "pipe"],
    timeout: limit,
  });
  const output = { out: "", error: "" };
  child.stdout.on("data", (chunk) => (output.out += chunk));
  child.stderr.on("data", (chunk) => (output.error += chunk));
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...output }));
  });
  return { input: child.stdin, output, ended };
}

/** @returns what a gateway on this machine says of itself, and how to end it. */
export async function startGateway([program, ...before], cwd, variables) {
  const child = spawn(program, [...before, "gateway", "--port", "0", "--json"], {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const said = JSON.parse(value);
  const ended = new Promise((resolve) => child.on("close", resolve));
  return {
    ...said,
    port: new URL(said.url).port,
    ended,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

/** Waits until something holds that no event tells of. */
export async function until(holds, what) {
  for (const end = performance.now() + limit; !(await holds()); await sleep(50)) {
    if (performance.now() > end) {
      throw new Error(`In two minutes it did not come to pass that ${what}.`);
    }
  }
}
