import { spawn } from "node:child_process";
import { environment, root } from "./environment.mjs";

/**
 * Runs a program, in the project's root where no other folder is named, and shows its output as it comes.
 * @returns {Promise<{ code: number, output: string }>} its exit code (1 where it could not start or was killed) and all it printed.
 */
export function run(program, args, variables = {}, folder = root) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, env: environment(variables), stdio: ["ignore", "pipe", "pipe"] });
    const chunks = [];
    const show = (to) => (chunk) => {
      chunks.push(chunk);
      to.write(chunk);
    };
    child.stdout.on("data", show(process.stdout));
    child.stderr.on("data", show(process.stderr));
    child.on("error", (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve({ code: 1, output: "" });
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
