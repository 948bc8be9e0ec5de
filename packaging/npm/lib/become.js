"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { isatty } = require("node:tty");

/** What a person or a supervisor sends. A terminal sends the first two to the program itself, as it is in the foreground too. */
const fromTerminal = ["SIGINT", "SIGQUIT"];
const fromOthers = ["SIGTERM", "SIGHUP", "SIGUSR2"];

/**
 * Runs a program on this process's own streams and ends as it ends. The program reads and writes the very pipes or terminal that this
 * process was given: nothing is copied.
 */
function become(program, args) {
  const child = spawn(program, args, { stdio: "inherit", windowsHide: true });
  const hasTerminal = [0, 1, 2].some((stream) => isatty(stream));
  const handlers = [...fromTerminal, ...fromOthers].map((signal) => {
    const isSentToBoth = hasTerminal && (fromTerminal.includes(signal) || process.platform === "win32");
    const handler = isSentToBoth ? () => {} : () => child.kill(signal);
    return [signal, handler];
  });
  for (const [signal, handler] of handlers) {
    try {
      process.on(signal, handler);
    } catch {
      // Windows does not have all of them.
    }
  }

  child.on("error", (error) => {
    console.error(`shim-lsp: ${program} did not start (${error.code}). Install the package again.`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    handlers.forEach(([name, handler]) => process.off(name, handler));
    if (signal === null) {
      process.exitCode = code;
    } else if (process.platform === "win32") {
      process.exitCode = 128 + (constants.signals[signal] ?? 0);
    } else {
      process.kill(process.pid, signal); // the caller sees the same end
    }
  });
}

module.exports = { become };
