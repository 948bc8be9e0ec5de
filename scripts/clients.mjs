// Other people's coding agents, which the tests drive through the gateway. They come from npm at exact versions into a cache, one folder
// each, and are used from there. They are large, so only CI and `npm run clients` fetch them.
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./environment.mjs";
import { run } from "./run.mjs";

const cache = process.env.SHIM_LSP_CLIENT_CACHE ?? join(paths.artifacts, "clients");

/** The agents: their npm packages, their programs, and whether each CI run must have them or only a nightly one. */
export const clients = [
  { name: "codex", package: "@openai/codex", version: "0.171.0", program: "codex", required: true },
  { name: "claude", package: "@anthropic-ai/claude-code", version: "2.1.332", program: "claude", required: true },
  { name: "pi", package: "@mariozechner/pi-coding-agent", version: "0.73.1", program: "pi", required: true },
  { name: "copilot", package: "@github/copilot", version: "1.0.102", program: "copilot", required: true },
  { name: "opencode", package: "opencode-ai", version: "1.18.33", program: "opencode", required: false },
  { name: "qwen", package: "@qwen-code/qwen-code", version: "0.24.4", program: "qwen", required: false },
  { name: "continue", package: "@continuedev/cli", version: "1.5.47", program: "cn", required: false },
  { name: "gemini", package: "@google/gemini-cli", version: "0.61.0", program: "gemini", required: false },
];

/** The folder that a client is installed into. */
export const folderOf = (client) => join(cache, `${client.name}-${client.version}`);

/** The folder with a client's program; undefined if the client is not installed. */
export function programFolder(name) {
  const folder = folderOf(clients.find((client) => client.name === name));
  return existsSync(folder) ? join(folder, "bin") : undefined;
}

/** What a person lacks for the tests with real clients, in one line that says what to run; nothing if one of them is installed. */
export function missing() {
  return clients.some((client) => programFolder(client.name))
    ? undefined
    : "No coding agent is installed for the tests with real ones. Run: npm run clients";
}

/** Whether this is the nightly run, which has every agent. */
export const isNightly = process.env.SHIM_LSP_NIGHTLY === "1";

/** Installs what CI must have, if this is CI. They come one at a time: each is a few hundred megabytes. */
export async function installRequired() {
  for (const client of process.env.CI === "true" ? clients.filter(({ required }) => required || isNightly) : []) {
    const code = await install(client);
    if (code !== 0) {
      return code;
    }
  }

  return 0;
}

/** Installs a client if it is not there yet. Two runs at once do no harm: each installs beside, and the first to finish is kept. */
export async function install(client) {
  const folder = folderOf(client);
  if (existsSync(folder)) {
    return 0;
  }

  const beside = `${folder}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  writeFileSync(join(beside, "package.json"), JSON.stringify({ private: true, overrides: client.overrides }));
  const { code } = await run(
    "npm",
    // What they say of Node is for their launchers. Under `npm test` our own strictness would hold for them too.
    [
      "install",
      "--ignore-scripts",
      "--save-exact",
      "--loglevel=error",
      "--engine-strict=false",
      `${client.package}@${client.version}`,
    ],
    {},
    beside,
  );
  if (code === 0 && !existsSync(folder)) {
    mkdirSync(join(beside, "bin"));
    symlinkSync(join("..", entryOf(client)), join(beside, "bin", client.program));
    renameSync(beside, folder);
  }

  rmSync(beside, { recursive: true, force: true });
  return code;
}

/** A client's program, from its folder. For two of them an install script would make the link, and no install script runs here. */
function entryOf({ name, program }) {
  const platform = `${process.platform}-${process.arch}`;
  const native = {
    claude: join("@anthropic-ai", `claude-code-${platform}`, "claude"),
    opencode: join(`opencode-${platform}`, "bin", "opencode"),
  };
  return join("node_modules", native[name] ?? join(".bin", program));
}
