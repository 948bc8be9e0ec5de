// From the start of a language server to its answer to `initialize`, and its memory after it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const rounds = 16;
const settling = 1_000; // milliseconds: what a server begins with `initialize` has ended by then
const clearing = 300; // milliseconds, until the next one starts

/**
 * Starts each in turn, so many times, each in a folder and home of its own.
 * @returns for each its `starts`, in milliseconds, and its `memories`, in MiB
 */
export async function startInTurn(servers) {
  const measured = servers.map((server) => ({ ...server, starts: [], memories: [] }));
  for (let round = 0; round <= rounds; round++) {
    // Another one is the first in each round: whoever follows a large one finds the machine still clearing up after it.
    const first = round % measured.length;
    for (const server of [...measured.slice(first), ...measured.slice(0, first)]) {
      const { start, memory } = await startOnce(server);
      if (round > 0) {
        server.starts.push(start); // the first of each reads its files from the disk
        server.memories.push(memory);
      }
    }
  }

  return measured;
}

async function startOnce({ name, command: [program, ...args], options }) {
  const home = mkdtempSync(join(tmpdir(), "shim-compare-"));
  const { PATH } = process.env;
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: home,
    env: { PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, XDG_CACHE_HOME: home },
    stdio: ["pipe", "pipe", "ignore"],
    detached: true, // it and what it starts are one group, which is ended as one
  });
  try {
    send(child, {
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: `${pathToFileURL(home)}`, capabilities: {}, ...hello(options) },
    });
    await answer(child, name);
    const start = performance.now() - started;
    send(child, { method: "initialized", params: {} });
    await sleep(settling);
    return { start, memory: memoryOf(child.pid) };
  } finally {
    const ended = new Promise((resolve) => child.on("close", resolve));
    endGroup(child.pid);
    await ended;
    await sleep(clearing);
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** What a client says of itself: copilot-language-server does not start without it. */
const hello = (options = {}) => ({
  clientInfo: { name: "compare", version: "1" },
  initializationOptions: {
    ...options,
    editorInfo: { name: "compare", version: "1" },
    editorPluginInfo: { name: "compare", version: "1" },
  },
});

function send(child, message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Waits for the answer to request 1. Servers may send notifications before it. */
function answer(child, name) {
  return new Promise((resolve, reject) => {
    let come = Buffer.alloc(0);
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${name} ended before it answered.`)));
    child.stdout.on("data", (chunk) => {
      come = Buffer.concat([come, chunk]);
      for (let head = come.indexOf("\r\n\r\n"); head >= 0; head = come.indexOf("\r\n\r\n")) {
        const end = head + 4 + Number(/Content-Length: *(\d+)/i.exec(come.subarray(0, head).toString("latin1"))[1]);
        if (come.length < end) {
          return;
        }

        const message = JSON.parse(come.subarray(head + 4, end).toString("utf8"));
        come = come.subarray(end);
        if (message.id === 1 && (message.result !== undefined || message.error !== undefined)) {
          return message.error ? reject(new Error(`${name}: ${message.error.message}`)) : resolve();
        }
      }
    });
  });
}

/**
 * The resident memory of a process and its descendants. Their own pages are added up. Pages of files count once, as those of the process
 * that has most of them: several of Node share its program's.
 */
function memoryOf(pid) {
  const pages = family(pid).map((id) => {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const kilobytes = (field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return { own: kilobytes("RssAnon"), file: kilobytes("RssFile") + kilobytes("RssShmem") };
  });
  return (pages.reduce((sum, { own }) => sum + own, 0) + Math.max(...pages.map(({ file }) => file))) / 1024;
}

function family(pid) {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [[Number(name), Number(readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1).split(" ")[1])]];
      } catch {
        return []; // it has ended meanwhile
      }
    });
  const found = [pid];
  for (const parent of found) {
    found.push(...parents.filter(([, of]) => of === parent).map(([id]) => id));
  }

  return found;
}

function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // all have ended by themselves
  }
}
