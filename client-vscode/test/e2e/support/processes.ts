import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/** The servers that a window's extension host has started and that still live. Linux: it reads /proc. */
export function serversOf(hostPid: number): number[] {
  return all()
    .filter((process) => process.parent === hostPid && isServer(process))
    .map((process) => process.pid);
}

/** The one server of a window; an error if there is none, so that no test ends another process in its place. */
export function serverOf(hostPid: number): number {
  const [server, ...others] = serversOf(hostPid);
  if (server === undefined || others.length > 0) {
    throw new Error(`The extension host ${hostPid} runs ${server === undefined ? "no" : "more than one"} server`);
  }

  return server;
}

/** The portable server is a program of dotnet's: only its command line names it. */
function isServer({ pid, name }: Process): boolean {
  if (name !== "dotnet") {
    return name.startsWith("shim-lsp");
  }

  return commandLine(pid).some((word) => word.endsWith("shim-lsp.dll"));
}

function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return []; // it ended while we looked
  }
}

/** The gateways among them. */
export function gatewaysOf(hostPid: number): number[] {
  return serversOf(hostPid).filter((pid) => commandLine(pid).includes("gateway"));
}

export function lives(pid: number): boolean {
  return all().some((process) => process.pid === pid);
}

function all(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, command, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
        const [state, parent] = (rest ?? "").split(" ");
        return state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent), name: command ?? "" }];
      } catch {
        return []; // it ended while we looked
      }
    });
}
