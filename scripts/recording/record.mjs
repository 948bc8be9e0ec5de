// `npm run recording`: runs real commands in a real terminal, and writes what is seen to docs/images/first-minute.svg.
//   --server PATH   takes that binary instead of the one of `npm run build:native`
// The models and the agent are stand-ins; routing, gateway and costs are the real program's.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { paths, root } from "../environment.mjs";
import { startModels } from "./models.mjs";
import { filmOf } from "./svg.mjs";
import { startTerminal } from "./terminal.mjs";

const size = { columns: 96, rows: 26 };
const prompt = "$";
const easy = "rename x to count in cart.ts";
const hard = "find the race that loses orders when two workers retry";
const answers = [
  [easy, "Renamed x to count, in seven places of cart.ts."],
  [hard, "Both workers read the order before either marks it. Claiming is one conditional update now."],
];

const given = process.argv.indexOf("--server");
const server = resolve(given < 0 ? paths.nativeServer : process.argv[given + 1]);
if (!existsSync(server)) {
  console.error(`${server} does not exist. Run: npm run build:native, or name another with --server.`);
  process.exit(2);
}

const base = mkdtempSync(join(tmpdir(), "shim-recording-"));
const home = join(base, "home");
const shop = join(home, "shop");
const bin = join(base, "bin");
[shop, bin].forEach((folder) => mkdirSync(folder, { recursive: true }));
symlinkSync(server, join(bin, "shim-lsp"));
writeFileSync(
  join(bin, "claude"),
  `#!/bin/sh\nexec '${process.execPath}' '${join(dirname(fileURLToPath(import.meta.url)), "agent.mjs")}'\n`,
);
chmodSync(join(bin, "claude"), 0o755);

const models = await startModels((text) => answers.find(([task]) => text.includes(task))?.[1] ?? "Done.");
const terminal = startTerminal(size, shop, {
  HOME: home,
  PATH: `${bin}:${process.env.PATH}`,
  TERM: "xterm-256color",
  LANG: "C.UTF-8",
  PS1: `${prompt} `,
  ANTHROPIC_API_KEY: "placeholder",
});
try {
  await play();
} finally {
  terminal.stop();
  models.stop();
  rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

const film = filmOf(
  terminal.screens.map((screen) => ({ ...screen, rows: screen.rows.map((row) => row.replaceAll(home, "~")) })),
  {
    ...size,
    title: "The first minute with shim-lsp, in a terminal",
    description:
      "shim-lsp init writes a catalog; models lists it. route sends a rename to a small local model, and a race between two workers to a " +
      "stronger one, and says why. use opus makes one model the active one, use auto routes again. run claude starts a coding agent whose " +
      "two tasks go to two models; its last line says what they cost and what routing saved. The agent and the models are stand-ins.",
  },
);
const file = join(root, "docs", "images", "first-minute.svg");
writeFileSync(file, film);
const seconds = terminal.screens.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
console.log(`${file}: ${terminal.screens.length} screens, ${seconds.toFixed(1)} s, ${(film.length / 1000).toFixed(0)} kB`);

async function play() {
  await terminal.ready(prompt);
  await run("shim-lsp init", 1_800);
  toStandIns(join(home, ".config", "shim-lsp", "models.json"));
  await terminal.clear();
  await run("shim-lsp models", 3_000);
  await terminal.clear();
  await run(`shim-lsp route "${easy}"`, 1_200);
  await run(`shim-lsp route --explain "${hard}"`, 4_000);
  await terminal.clear();
  await run("shim-lsp use opus", 1_200);
  await run("shim-lsp use auto", 1_000);
  await terminal.type("shim-lsp run claude");
  await terminal.enter(">", 500);
  await terminal.type(easy);
  await terminal.enter(">", 900);
  await terminal.type(hard);
  await terminal.enter(">", 1_500);
  await terminal.type("exit");
  await terminal.enter(prompt, 4_000);
}

async function run(command, reading) {
  await terminal.type(command);
  await terminal.enter(prompt, reading);
}

/** Off the screen: the catalog's models are called where the stand-ins are. */
function toStandIns(catalog) {
  const text = readFileSync(catalog, "utf8");
  writeFileSync(catalog, text.replace(/^( *)"provider": "(ollama|anthropic)",$/gm, `$&\n$1"base_url": "${models.origin}/v1",`));
}
