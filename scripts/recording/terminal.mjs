// A real terminal, tmux, that types what a person would type and keeps what is seen.
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const keyMilliseconds = 32;
const lookMilliseconds = 40;
const longestWait = 30_000;

/** The longest that a screen is shown while a program works: a busy machine does not make the film longer. */
const longestPause = 400;

/**
 * @param {{ columns: number, rows: number }} size
 * @param {string} folder where the shell starts
 * @param {Record<string, string>} variables all of its environment
 */
export function startTerminal({ columns, rows }, folder, variables) {
  const socket = `shim-recording-${process.pid}`;
  const tmux = (...args) => execFileSync("tmux", ["-L", socket, ...args], { encoding: "utf8", env: variables });
  const shell = ["bash", "--norc", "--noprofile"];
  tmux(
    "-f",
    "/dev/null",
    "new-session",
    "-d",
    "-x",
    `${columns}`,
    "-y",
    `${rows}`,
    "-c",
    folder,
    ...shell,
    ";",
    "set",
    "-g",
    "status",
    "off",
  );
  tmux("resize-window", "-x", `${columns}`, "-y", `${rows}`);
  const screens = [];

  const look = () => {
    const lines = tmux("capture-pane", "-e", "-p").split("\n").slice(0, rows);
    const cursor = tmux("display-message", "-p", "#{cursor_x} #{cursor_y}").trim().split(" ").map(Number);
    return { rows: lines, cursor };
  };

  const keep = (screen, milliseconds) => {
    const before = screens.at(-1);
    if (before && JSON.stringify([before.rows, before.cursor]) === JSON.stringify([screen.rows, screen.cursor])) {
      before.milliseconds += milliseconds;
    } else {
      screens.push({ ...screen, milliseconds });
    }
  };

  const plainLine = ({ rows: lines, cursor: [, y] }) => lines[y].replace(/\x1b\[[\d;]*m/g, "");

  const terminal = {
    screens,

    /** Types a line, and shows each letter. */
    async type(text) {
      for (const letter of text) {
        const before = JSON.stringify(look().cursor);
        tmux("send-keys", "-l", "--", letter);
        await until(() => JSON.stringify(look().cursor) !== before, `${letter} of ${text} appears`);
        keep(look(), keyMilliseconds);
      }
    },

    /** Presses Enter, waits until what begins a new line is there, and leaves time to read. */
    async enter(prompt, reading) {
      tmux("send-keys", "Enter");
      const [, line] = look().cursor;
      let since = performance.now();
      let pause = 0;
      await until(() => {
        const screen = look();
        const now = performance.now();
        const isNew = JSON.stringify(screen.rows) !== JSON.stringify(screens.at(-1)?.rows);
        const shown = Math.min(isNew ? lookMilliseconds : now - since, longestPause - (isNew ? 0 : pause));
        pause = isNew ? 0 : pause + shown;
        since = now;
        keep(screen, Math.max(0, shown));
        return plainLine(screen) === prompt && (screen.cursor[1] !== line || pause > 0);
      }, `${prompt} follows`);
      keep(look(), reading);
    },

    /** Empties the screen. */
    async clear() {
      tmux("send-keys", "C-l");
      await until(() => look().cursor[1] === 0, "the screen is empty");
      keep(look(), 2 * keyMilliseconds);
    },

    /** Waits for the first prompt. */
    ready: (prompt) => until(() => plainLine(look()) === prompt, `${prompt} is there`),

    stop: () => tmux("kill-server"),
  };
  return terminal;

  async function until(holds, what) {
    for (const end = performance.now() + longestWait; !holds(); await sleep(lookMilliseconds)) {
      if (performance.now() > end) {
        throw new Error(`In ${longestWait / 1000} s it did not come to pass that ${what}:\n${look().rows.join("\n")}`);
      }
    }
  }
}
