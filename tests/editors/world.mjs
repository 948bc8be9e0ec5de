// One person's machine: a home, a catalog, a folder to work in, and `shim-lsp` on the path. Nothing of the real machine is read or written.
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { paths, root } from "../../scripts/environment.mjs";
import { runProgram } from "../clients/programs.mjs";

const given = process.env.SHIM_LSP_SERVER;
const server = given && given !== "jit" ? [given] : ["dotnet", paths.jitServer];

/** Three models: one on this machine, one that can be used, and one whose key is not set. */
export const catalog = `{
  "models": [
    { "slug": "small", "model": "qwen3.5:9b", "provider": "ollama", "display_name": "Qwen 3.5 9B", "strength": 0.4,
      "max_context_limit": 262144, "pricing": { "input": 0, "output": 0 } },
    { "slug": "haiku", "model": "claude-haiku-5-5", "provider": "anthropic", "display_name": "Claude Haiku 5.5", "strength": 0.7,
      "api_key": "\${env:ANTHROPIC_API_KEY}", "max_context_limit": 1000000, "pricing": { "input": 0.1, "output": 0.5 } },
    { "slug": "opus", "model": "claude-opus-5-5", "provider": "anthropic", "display_name": "Claude Opus 5.5", "strength": 0.95,
      "api_key": "\${env:ANTHROPIC_API_KEY}", "max_context_limit": 1000000, "pricing": { "input": 4, "output": 20 } },
    { "slug": "sol", "model": "gpt-6.2-sol", "provider": "openai", "display_name": "GPT-6.2 Sol", "strength": 0.9,
      "api_key": "\${env:OPENAI_API_KEY}", "max_context_limit": 922000, "pricing": { "input": 2, "output": 10 } }
  ]
}
`;

/** Variables that tell an editor or the server of the real machine's person. */
const foreign = /^(XDG_|NVIM|VIM|EMACS|KAK|MICRO|TMUX|SHIM_|OPENAI_|ANTHROPIC_|LC_)/;

/**
 * @param {string | null} models the text of the person's own catalog; null for a new user, who has none
 * @param variables more environment variables
 */
export function startWorld({ models = catalog, variables: more = {} } = {}) {
  const base = mkdtempSync(join(tmpdir(), "shim-editors-"));
  const home = join(base, "home");
  const work = join(home, "shop");
  const bin = join(base, "bin");
  const started = join(base, "started");
  const temporary = join(base, "tmp");
  [work, bin, temporary].forEach((folder) => mkdirSync(folder, { recursive: true }));
  symlinkSync(root, join(home, "shim-lsp")); // the checkout, where the pages have it

  // The process that runs is the server itself, and its id is written down.
  const program = join(bin, "shim-lsp");
  writeFileSync(program, `#!/bin/sh\necho $$ >> '${started}'\nexec ${server.map((word) => `'${word}'`).join(" ")} "$@"\n`);
  chmodSync(program, 0o755);

  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const variables = {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_STATE_HOME: join(home, ".local", "state"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_CACHE_HOME: join(home, ".cache"),
    XDG_RUNTIME_DIR: temporary,
    TMPDIR: temporary,
    PATH: `${bin}:${process.env.PATH}`,
    LANG: "C.UTF-8",
    SHELL: "/bin/sh",
    ANTHROPIC_API_KEY: "placeholder",
    ...more,
  };

  /** A path as a person writes it: below the home with `~/`, else below the working folder. */
  const path = (name) => (name.startsWith("~/") ? join(home, name.slice(2)) : join(work, name));
  const put = (write) => (name, text) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    write(path(name), text);
  };
  const write = put(writeFileSync);
  if (models !== null) {
    write("~/.config/shim-lsp/models.json", models);
  }

  return {
    home,
    work,
    temporary,
    variables,
    path,
    write,
    append: put(appendFileSync),
    read: (name) => readFileSync(path(name), "utf8"),
    has: (name) => existsSync(path(name)),
    /** Runs a program in the working folder. */
    run: (...command) => runExactly(command, work, variables),
    /** Runs one of our own commands, as in another terminal. */
    shim: (...args) => runExactly([program, ...args], work, variables),
    /** The processes of `shim-lsp` that run now, by id: an editor's server among them. */
    servers: () => (existsSync(started) ? readFileSync(started, "utf8").trim().split("\n").map(Number).filter(isRunning) : []),
    stop: () => remove(base),
  };
}

/** Removes a folder, also if an editor that was just ended still writes a last file into it. */
function remove(folder) {
  for (let tries = 50; ; tries--) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (tries === 0) {
        throw error;
      }

      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100); // milliseconds
    }
  }
}

/** Runs a program with these variables and no other: what `env -i` is for. */
const runExactly = (command, cwd, variables) =>
  runProgram(["env", "-i", ...Object.entries(variables).map(([name, value]) => `${name}=${value}`), ...command], cwd, variables);

function isRunning(id) {
  try {
    process.kill(id, 0);
    return !/\) Z /.test(readFileSync(`/proc/${id}/stat`, "utf8")); // a zombie has ended
  } catch {
    return false;
  }
}
