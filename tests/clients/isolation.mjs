// A network of one machine, in which every call to the network is written down. It needs Linux, user namespaces, iproute2 and strace.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const works = (...[program, ...args]) => spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** Why there can be no such network here; undefined if there can. */
export const missing = () =>
  process.platform !== "linux"
    ? "needs Linux"
    : !works("unshare", "-rn", "ip", "link", "set", "lo", "up")
      ? "needs user namespaces and iproute2 (Debian: apt-get install iproute2)"
      : !works("strace", "-o", "/dev/null", "true")
        ? "needs strace (Debian: apt-get install strace)"
        : undefined;

/** Makes the network. It has the loopback device and nothing else. */
export async function startNetwork() {
  const script = "ip link set lo up && echo ready && exec cat";
  const holder = spawn("unshare", ["-rn", "sh", "-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  await createInterface({ input: holder.stdout })[Symbol.asyncIterator]().next();
  return {
    /** What to put before a command, so that it runs there. */
    inside: ["nsenter", "--preserve-credentials", "-U", "-n", "-t", `${holder.pid}`],
    stop: () => holder.stdin.end(),
  };
}

/** What to put before a command, so that its calls to the network, and those of all that it starts, are written into a file. */
export const traced = (file) =>
  ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "256", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", file];

/** Whom the calls in such a file were for, each address once: `127.0.0.1:80`. A look-up of a name is `lookup NAMESERVER`. */
export function addressesIn(file) {
  const found = new Set();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    for (const [, port, v4, v6] of line.matchAll(socketAddress)) {
      found.add(port === "53" ? `lookup ${v4 ?? v6}` : `${v4 ?? v6}:${port}`);
    }
  }

  return [...found].sort();
}

const socketAddress = /sin6?_port=htons\((\d+)\),.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/g;
