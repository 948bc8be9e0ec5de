// One client, one person's machine, one upstream: what the tests of the clients stand on.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { paths } from "../../scripts/environment.mjs";
import { programFolder } from "../../scripts/clients.mjs";
import { startUpstream } from "./upstream.mjs";

const given = process.env.SHIM_LSP_SERVER;
const server = given && given !== "jit" ? [given] : ["dotnet", paths.jitServer];

/** How long a client may take: with a busy machine and a client that retries, far more than it needs. */
const limit = 120_000;

/** Keeps clients from asking anybody but the gateway. */
const silent = {
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  CLAUDE_CODE_MAX_RETRIES: "2",
  COPILOT_OFFLINE: "true",
  DISABLE_AUTOUPDATER: "1",
  IS_SANDBOX: "1",
  OPENCODE_DISABLE_AUTOUPDATE: "1",
  OPENCODE_DISABLE_MODELS_FETCH: "1",
  PI_OFFLINE: "1",
  PI_TELEMETRY: "0",
};

/** The shapes that an upstream can have, and what the row of the catalog says for each. */
export const wires = {
  chat: { provider: "generic-chat-completion-api" },
  messages: { provider: "anthropic" },
  responses: { provider: "generic-chat-completion-api", wire: "responses" },
};

export async function startWorld(client, wire) {
  const upstream = await startUpstream();
  const home = mkdtempSync(join(tmpdir(), "shim-lsp-clients-"));
  const folder = (name) => {
    mkdirSync(join(home, name), { recursive: true });
    return join(home, name);
  };
  const work = folder("work");
  const temporary = folder("tmp");
  const write = (path, text) => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  const row = {
    slug: "near",
    model: "near",
    base_url: `${upstream.origin}/v1`,
    api_key: "k",
    max_context_limit: 200_000,
    ...wires[wire],
  };
  write("config/shim-lsp/models.json", JSON.stringify({ models: [row] }));
  client.prepare?.(write);

  const variables = {
    ...silent,
    HOME: folder("home"),
    XDG_CONFIG_HOME: folder("config"),
    XDG_STATE_HOME: folder("state"),
    XDG_CACHE_HOME: folder("cache"),
    XDG_DATA_HOME: folder("data"),
    TMPDIR: temporary,
    PATH: `${programFolder(client.name)}:${process.env.PATH}`,
    PWD: work,
  };

  return {
    work,
    upstream,
    file: (name) => readFileSync(join(work, name), "utf8"),
    write: (name, text) => write(join("work", name), text),
    leftovers: () => readdirSync(temporary).filter((name) => name.startsWith("shim-lsp-run-")),
    /** Asks the client, run by `shim-lsp run`. */
    ask: (prompt) => runProgram([...server, "run", client.name, "--", ...client.ask(prompt)], work, variables),
    /** Asks the client by itself. */
    askDirectly: (prompt) => runProgram([client.program ?? client.name, ...client.ask(prompt)], work, variables),
    shim: (...args) => runProgram([...server, ...args], work, variables),
    startGateway: () => startGateway(work, variables),
    stop: () => {
      upstream.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function runProgram([program, ...args], cwd, variables) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limit,
    });
    const output = { out: "", error: "" };
    child.stdout.on("data", (chunk) => (output.out += chunk));
    child.stderr.on("data", (chunk) => (output.error += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...output, ms: performance.now() - begun }));
  });
}

/** @returns the port of a gateway on this machine, and how to end it. */
async function startGateway(cwd, variables) {
  const [program, ...args] = [...server, "gateway", "--port", "0", "--json"];
  const child = spawn(program, args, { cwd, env: { ...process.env, ...variables }, stdio: ["ignore", "pipe", "ignore"] });
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const ended = new Promise((resolve) => child.on("close", resolve));
  return {
    port: new URL(JSON.parse(value).url).port,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}
