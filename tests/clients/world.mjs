// One client, one person's machine, one upstream: what the tests of the clients stand on.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { paths } from "../../scripts/environment.mjs";
import { programFolder } from "../../scripts/clients.mjs";
import { runProgram, startGateway, startProgram } from "./programs.mjs";
import { startUpstream } from "./upstream.mjs";

const given = process.env.SHIM_LSP_SERVER;
const server = given && given !== "jit" ? [given] : ["dotnet", paths.jitServer];

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

/**
 * @param client a row of the table
 * @param {keyof wires} wire the shape of the upstream
 * @param rows more fields of each row of models.json, by its slug. Auto prefers the first.
 * @param {string[]} through a program that runs the upstream and the client, with its arguments
 * @param file more fields of models.json itself
 */
export async function startWorld(client, wire, rows = { near: {} }, through = [], file = {}) {
  const upstream = await startUpstream(through);
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
  const writeModels = (byName) =>
    write(
      "config/shim-lsp/models.json",
      JSON.stringify({
        ...file,
        models: Object.entries(byName).map(([slug, fields], at) => ({
          slug,
          model: slug,
          base_url: `${upstream.origin}/v1`,
          api_key: "k",
          max_context_limit: 200_000,
          supports_images: true,
          strength: 0.9 + at / 100,
          cost: 1 + at,
          ...wires[wire],
          ...fields,
        })),
      }),
    );
  writeModels(rows);
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
    has: (name) => existsSync(join(work, name)),
    write: (name, text) => write(join("work", name), text),
    writeModels,
    /** Every file below a folder of this person's machine, by its path. */
    files: (folder) => filesBelow(join(home, folder)),
    leftovers: () => readdirSync(temporary).filter((name) => name.startsWith("shim-lsp-run-")),
    /** Asks the client, run by `shim-lsp run`. */
    ask: (prompt, args = client.ask, tracer = []) =>
      runProgram([...through, ...tracer, ...server, "run", client.name, "--", ...args(prompt)], work, variables),
    /** Asks the client by itself. */
    askDirectly: (prompt, args = client.ask, more = {}) =>
      runProgram([client.program ?? client.name, ...args(prompt)], work, { ...variables, ...more }),
    /** Starts the client with its input open, run by `shim-lsp run`. */
    converse: (args) => startProgram([...server, "run", client.name, "--", ...args], work, variables, "pipe"),
    /** Runs one of our own commands, as in another terminal. */
    shim: (...args) => runProgram([...through, ...server, ...args], work, variables),
    /** Runs a module of Node's where the client would run. */
    script: (text) => runProgram([...through, process.execPath, "--input-type=module", "-e", text], work, variables),
    startGateway: (tracer = []) => startGateway([...through, ...tracer, ...server], work, variables),
    stop: () => {
      upstream.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
