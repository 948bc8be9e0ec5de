// A machine for a gateway of deploy/: folders of its own, and the real server.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { paths } from "../../scripts/environment.mjs";

const given = process.env.SHIM_LSP_SERVER;

/** The native server under test; undefined if another is tested. */
export const native = given && given !== "jit" ? given : undefined;

export const server = native ? [native] : ["dotnet", paths.jitServer];

export function startWorld() {
  const home = mkdtempSync(join(tmpdir(), "shim-lsp-deploy-"));
  const running = [];
  const write = (name, text) => {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
    return join(home, name);
  };
  const folder = (name) => {
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
    return join(home, name);
  };
  const variables = (more) => ({
    PATH: process.env.PATH,
    HOME: folder("home"),
    XDG_STATE_HOME: folder("state"),
    XDG_CONFIG_HOME: folder("config"),
    SHIM_LSP_REDIS_PASSWORD: "none",
    ...(process.env.DOTNET_ROOT && { DOTNET_ROOT: process.env.DOTNET_ROOT }),
    ...more,
  });
  return {
    home,
    write,
    folder,
    variables,

    /** Runs the server to its end. */
    run(words, more = {}) {
      const [program, ...before] = server;
      return spawnSync(program, [...before, ...words], { cwd: home, env: variables(more), encoding: "utf8" });
    },

    /** Starts a program that is a gateway, and waits until it listens. */
    async start(words, more = {}, [program, ...before] = server) {
      const child = spawn(program, [...before, ...words], { cwd: home, env: variables(more), stdio: ["ignore", "pipe", "pipe"] });
      const gateway = { out: "", error: "", child, ended: new Promise((resolve) => child.on("close", resolve)) };
      running.push(gateway);
      child.stderr.on("data", (chunk) => (gateway.error += chunk));
      await new Promise((resolve, reject) => {
        child.stdout.on("data", (chunk) => {
          gateway.out += chunk;
          const [line, port] = /^.*https?:\/\/\S+:(\d+).*\n/m.exec(gateway.out) ?? [];
          if (line) {
            gateway.port = Number(port);
            resolve();
          }
        });
        gateway.ended.then(() => reject(new Error(`The gateway ended:\n${gateway.out}${gateway.error}`)));
      });
      return gateway;
    },

    async stop() {
      running.forEach(({ child }) => child.kill("SIGKILL"));
      await Promise.all(running.map(({ ended }) => ended));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Asks for a path. @returns {Promise<{ status: number, text: string, headers: object }>} */
export function ask(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode, text, headers: response.headers }));
    });
    asked.on("error", reject);
    asked.end();
  });
}
