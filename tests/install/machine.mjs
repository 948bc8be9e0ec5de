// A stranger's machine: an empty home, an empty folder to work in, and on the path only the tools that the person has.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { version } from "../../scripts/versions.mjs";
import { release } from "../../scripts/release/places.mjs";
import { platform } from "../../scripts/release/platform.mjs";

export { platform, release, version };

/** How long an install may take: on a busy machine, far more than it needs. */
const limit = 120_000;

/** What the machine's tools are asked to leave alone: nothing is reported to anybody, and no SDK greets. */
const quiet = {
  DOTNET_CLI_TELEMETRY_OPTOUT: "1",
  DOTNET_NOLOGO: "1",
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1",
  DOTNET_GENERATE_ASPNET_CERTIFICATE: "false",
  DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE: "true",
  npm_config_update_notifier: "false",
  npm_config_audit: "false",
  npm_config_fund: "false",
};

/**
 * @param {string[]} tools the programs on its path, by name
 * @param {Record<string, string>} settings variables that the machine has, such as where its packages come from
 */
export function startMachine(tools, settings = {}) {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "shim-install-")));
  const [home, work, bin, temporary] = ["home", "work", "bin", "tmp"].map((name) => join(base, name));
  [home, work, bin, temporary].forEach((folder) => mkdirSync(folder));
  for (const tool of tools) {
    symlinkSync(realpathSync(which(tool)), join(bin, tool));
  }

  const own = [join(home, ".local", "bin"), join(home, ".dotnet", "tools"), join(home, ".npm-global", "bin"), bin];
  const variables = { ...quiet, HOME: home, PATH: own.join(":"), TMPDIR: temporary, LANG: "C.UTF-8", NO_COLOR: "1", ...settings };
  const start = (program, args, more = {}) =>
    spawn(program, args, { cwd: more.folder ?? work, env: { ...variables, ...more.variables }, stdio: "pipe", timeout: limit });

  return {
    home,
    work,
    bin,
    variables,
    start,
    /** Runs one command line, as the person types it. `input` is written to it. */
    run: (line, input = "", more = {}) => ended(start(join(bin, "sh"), ["-c", line], more), input),
    write: (name, text) => {
      mkdirSync(dirname(join(base, name)), { recursive: true });
      writeFileSync(join(base, name), text);
    },
    read: (name) => readFileSync(join(base, name)),
    put: (name, bytes) => writeFileSync(join(base, name), bytes),
    has: (name) => existsSync(join(base, name)),
    /** The person's own catalog: two models at an upstream. */
    writeCatalog: (origin) => {
      mkdirSync(join(home, ".config", "shim-lsp"), { recursive: true });
      writeFileSync(join(home, ".config", "shim-lsp", "models.json"), catalog(origin));
    },
    /** Every file of the home, by its path, without caches and logs that the package managers keep for themselves. */
    files: () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => relative(home, join(entry.parentPath ?? entry.path, entry.name)))
        .filter((name) => !/^(\.npm|\.nuget|\.local\/share\/NuGet|\.dotnet\/(?!tools\/)[^/]*|\.cache|\.templateengine)(\/|$)/.test(name))
        .sort(),
    stop: () => rmSync(base, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export const task = "Rename the variable n to count in main.py";
export const answer = "Renamed it everywhere.";

/** What the upstream says to any task of these tests. */
export const script = [[], { phrases: { rename: { says: ["Renamed it ", "everywhere."], takes: [12, 7] } } }];

const catalog = (origin) =>
  JSON.stringify(
    {
      models: ["near", "far"].map((slug, at) => ({
        slug,
        model: slug,
        provider: "generic-chat-completion-api",
        base_url: `${origin}/v1`,
        api_key: "k",
        strength: 0.9 + at / 20,
        pricing: { input: 1 + 9 * at, output: 2 + 18 * at },
      })),
    },
    null,
    2,
  );

/** @returns {Promise<{ code: number, signal: string, out: string, error: string, milliseconds: number }>} */
export function ended(child, input = "") {
  const begun = performance.now();
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk) => (said.out += chunk));
  child.stderr.on("data", (chunk) => (said.error += chunk));
  child.stdin.on("error", () => {}); // it may have ended without reading
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...said, milliseconds: performance.now() - begun }));
  });
}

export function which(program) {
  const found = process.env.PATH.split(":")
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`${program} is not on this machine.`);
  }

  return found;
}

/** One message of LSP, with its header. */
export const frame = (message) => {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};

/** A line that a person reads in the output of the tests: how long it took. */
export const say = (text) => console.log(`  ${text}`);
