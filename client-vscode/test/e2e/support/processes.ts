import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/** The servers that a window's extension host has started and that still live. Linux: it reads /proc. */
export function serversOf(hostPid: number): number[] {
  return all()
    .filter((process) => process.parent === hostPid && process.name.startsWith("shim-lsp"))
    .map((process) => process.pid);
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
