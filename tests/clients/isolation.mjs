// Every call to the network is written down, in a network that has nobody else if this machine allows one.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const works = (...[program, ...args]) => spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** Why calls cannot be written down here; undefined if they can. */
export const missing = () =>
  process.platform !== "linux"
    ? "needs Linux"
    : works("strace", "-o", "/dev/null", "true")
      ? undefined
      : "needs strace (Debian: apt-get install strace)";

/** Whether this machine lets a test have a network of its own: user namespaces, and iproute2 to set it up. */
export const mayIsolate = () => works("unshare", "-rn", "ip", "link", "set", "lo", "up");

/**
 * Makes a network with the loopback device and nothing else.
 * @returns what to put before a command, so that it runs there, and the network's end.
 */
export async function startNetwork() {
  const script = "ip link set lo up && echo ready && exec cat";
  const holder = spawn("unshare", ["-rn", "sh", "-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  await createInterface({ input: holder.stdout })[Symbol.asyncIterator]().next();
  return {
    inside: ["nsenter", "--preserve-credentials", "-U", "-n", "-t", `${holder.pid}`],
    stop: () => holder.stdin.end(),
  };
}

/** What to put before a command, so that its calls to the network, and those of all that it starts, are written into a file. */
export const traced = (file) => [
  ...["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg"],
  ...["-o", file],
];

const socketAddress = /sin6?_port=htons\((\d+)\),.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/g;

/** Whom the calls in such a file were for, each address once: `127.0.0.1:80`, or `lookup SERVER` for the name of a host. */
export function addressesIn(file) {
  const found = new Set();
  for (const [, port, v4, v6] of readFileSync(file, "utf8").matchAll(socketAddress)) {
    const address = (v4 ?? v6).replace("::ffff:", ""); // the same machine, as sockets for both protocols write it
    found.add(port === "53" ? `lookup ${address}` : `${address}:${port}`);
  }

  return [...found].sort();
}
