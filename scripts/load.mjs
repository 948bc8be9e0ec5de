// Keeps processors busy while something else runs, to show that its result does not depend on the pace of the machine.
import { spawn } from "node:child_process";
import { once } from "node:events";

// Ends by itself when whoever started it is gone, however that happened: its standard input closes then.
const busyLoop = `
  process.stdin.on("end", () => process.exit()).resume();
  const turn = () => { for (let i = 0; i < 1e7; i++); setImmediate(turn); };
  turn();`;

/**
 * Runs some work beside so many busy loops, each in a process of its own, and ends them after it, also if it fails.
 * @returns what the work returns.
 */
export async function underLoad(loops, work) {
  const children = Array.from({ length: loops }, () =>
    spawn(process.execPath, ["-e", busyLoop], { stdio: ["pipe", "ignore", "inherit"] }),
  );
  const gone = Promise.all(children.map((child) => once(child, "exit")));
  try {
    await Promise.all(children.map((child) => once(child, "spawn")));
    return await work(children.map((child) => child.pid));
  } finally {
    children.forEach((child) => child.kill("SIGKILL"));
    await gone;
  }
}
