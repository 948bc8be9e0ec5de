import { spawn } from "node:child_process";
import { environment, root } from "./environment.mjs";
import { screen } from "./output.mjs";

/**
 * Runs a program, in the project's root if no other folder is given, and shows its output on the screen of the work that called.
 * @returns {Promise<{ code: number, output: string }>} its exit code (1 if it could not start or was killed) and all it printed.
 */
export function run(program, args, variables = {}, folder = root) {
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
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
