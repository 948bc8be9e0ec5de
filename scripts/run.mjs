import { spawn } from "node:child_process";
import { environment, root } from "./environment.mjs";
import { screen } from "./output.mjs";

/** How long the output of a program that has ended may stay open, in milliseconds. A process that it left behind can hold it for ever. */
const drainLimit = 5_000;

/**
 * Runs a program, in the project's root if no other folder is given, and shows its output on the screen of the work that called.
 * @returns {Promise<{ code: number, output: string }>} its exit code (1 if it could not start or was killed) and all it printed.
 */
export function run(program, args, variables = {}, folder = root, patience = drainLimit) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, env: environment(variables), stdio: ["ignore", "pipe", "pipe"] });
    const to = screen();
    const chunks = [];
    const show = (chunk) => {
      chunks.push(chunk);
      to.write(chunk);
    };
    child.stdout.on("data", show);
    child.stderr.on("data", show);
    child.on("error", (error) => {
      to.write(`${program}: ${error.message}\n`);
      resolve({ code: 1, output: "" });
    });

    let drained;
    child.on("exit", () => {
      drained = setTimeout(() => {
        to.write(`${program} has ended, but a process that it started still holds its output. Going on without it.\n`);
        child.stdout.destroy(); // "close" follows
        child.stderr.destroy();
      }, patience);
    });
    child.on("close", (code) => {
      clearTimeout(drained);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}
