// A terminal with one program in it, drawn by tmux: keys go in, and what a person would see comes out.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long something may take to show, in milliseconds: with a busy machine, far more than it needs. */
const limit = 60_000;

let count = 0;

/**
 * Starts a program in the world's working folder.
 * @param {string[]} command the program and its arguments
 */
export function startTerminal(world, command, { columns = 100, rows = 30 } = {}) {
  const socket = join(world.temporary, `tmux-${count++}`);
  const settings = `${socket}.conf`;
  // Without a status line the screen is the program's alone; without a pause, Escape is Escape at once.
  writeFileSync(settings, "set -g status off\nset -sg escape-time 0\nset -g default-terminal screen-256color\n");
  const tmux = (...args) =>
    spawnSync("tmux", ["-u", "-S", socket, "-f", settings, ...args], { cwd: world.work, env: world.variables, encoding: "utf8" });
  const begun = tmux("new-session", "-d", "-x", `${columns}`, "-y", `${rows}`, "-c", world.work, ...command);
  if (begun.status !== 0) {
    throw new Error(`tmux did not start: ${begun.stderr}`);
  }

  /** What it shows: no line has spaces at its end, and there are no empty lines at the end. */
  const screen = () => tmux("capture-pane", "-p").stdout.replace(/[ \t]+$/gm, "").trimEnd();
  const isRunning = () => tmux("has-session").status === 0;

  return {
    screen,
    isRunning,
    /** Presses keys by tmux's names, such as `Enter`, `Escape`, `C-x`. */
    press: (...keys) => tmux("send-keys", ...keys),
    /** Types text as it is. */
    type: (text) => tmux("send-keys", "-l", "--", text),
    /** Types text and presses Enter. */
    enter: (text) => tmux("send-keys", "-l", "--", text) && tmux("send-keys", "Enter"),
    /** Waits until the screen shows something. @returns the screen. */
    shows: (wanted) => until(() => screen(), (text) => wanted.test(text), `the screen shows ${wanted}`),
    /** Waits until the screen shows something, so many milliseconds at most. @returns whether it does. */
    isShown: async (wanted, patience) => {
      const end = performance.now() + patience;
      while (!wanted.test(screen()) && performance.now() < end) {
        await sleep(30);
      }
      return wanted.test(screen());
    },
    /** Waits until the program has ended. */
    ended: () => until(isRunning, (running) => !running, "the program in the terminal ends", screen),
    /** Ends the program, and waits until it has written what it writes at its end. */
    stop: async () => {
      const id = Number(tmux("display-message", "-p", "#{pane_pid}").stdout);
      tmux("kill-server");
      await until(() => id > 0 && existsSync(`/proc/${id}`), (running) => !running, "the program in the terminal ends");
    },
  };
}

/**
 * Asks again and again, until the answer is right.
 * @param ask gives an answer, or a promise of one
 * @param isRight whether it is the one that is waited for
 * @param {string} what a sentence: what is waited for
 * @param show what else to say if it does not come
 * @returns the answer.
 */
export async function until(ask, isRight, what, show = () => "") {
  for (const end = performance.now() + limit; ; await sleep(30)) {
    const answer = await ask();
    if (isRight(answer)) {
      return answer;
    }

    if (performance.now() > end) {
      const last = typeof answer === "string" ? answer : JSON.stringify(answer, null, 1);
      throw new Error(`In ${limit / 1000} s it did not come to pass that ${what}. The last answer:\n${last}\n${show()}`);
    }
  }
}

/** Waits until no process of `shim-lsp` of this world runs. */
export const serversGone = (world) => until(world.servers, (ids) => ids.length === 0, "the server is gone");
