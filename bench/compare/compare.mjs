// `npm run bench -- compare`: our native binary beside other language servers and gateways, each at a pinned version, by turns in one run.
//   --ancestor DIR   a checkout of codex-shim, the Python program that this project descends from; without it that part is left out
//   --write          puts the tables into docs/comparison.md, between its marks
//   --only PART      measures `servers`, `gateways` or `rules` alone
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { environment, root } from "../../scripts/environment.mjs";
import { installPeers } from "../../scripts/peers.mjs";
import { startInTurn } from "./language-servers.mjs";
import { gateways, languageServers } from "./others.mjs";
import { compareRules } from "./routing/rules.mjs";
import { rules, speeds } from "./table.mjs";

const page = join(root, "docs", "comparison.md");
const parts = ["servers", "gateways", "rules"];

/**
 * @param {string} server our binary
 * @param {string[]} options those above
 * @returns {Promise<number>} the exit code
 */
export async function compare(server, options) {
  const valueOf = (option) => (options.includes(option) ? options[options.indexOf(option) + 1] : undefined);
  const only = valueOf("--only");
  if (only !== undefined && !parts.includes(only)) {
    console.error(`--only takes one of: ${parts.join(", ")}.`);
    return 2;
  }

  const wants = (part) => only === undefined || only === part;
  const ancestor = valueOf("--ancestor");
  const version = spawnSync(server, ["--version"], { encoding: "utf8" }).stdout.trim();
  await installPeers();
  const others = gateways(ancestor && resolve(ancestor));
  console.error(`${version} beside ${others.map((other) => `${other.name} ${other.version}`).join(", ")}`);
  const before = loadavg()[0];
  const servers = wants("servers")
    ? await startInTurn([{ name: "shim-lsp", version, command: [server, "lsp"] }, ...(await languageServers())])
    : [{}];
  const measures = wants("gateways") ? measureGateways(server, others) : [];
  const routing = wants("rules") ? await compareRules(server, others) : undefined;

  const result = [
    machine(version, before),
    ...(ancestor === undefined ? ["codex-shim: not given (`--ancestor DIR`)."] : []),
    ...(wants("servers") || wants("gateways") ? [speeds(servers, measures, others)] : []),
    ...(routing
      ? [
          `${routing.tasks} graded tasks, two models one reference gap apart. Our APGR is ${routing.apgr.toFixed(3)}; chance is 0.5.`,
          rules(routing.rows),
        ]
      : []),
  ].join("\n\n");
  console.log(result);
  if (options.includes("--write")) {
    writeFileSync(page, filled(readFileSync(page, "utf8"), result));
  }

  return 0;
}

/** ShimLsp.Bench drives the gateways, so that a client that takes much of the machine is not measured with them. */
function measureGateways(server, others) {
  const project = join(root, "bench", "ShimLsp.Bench");
  const args = [
    "run",
    "--configuration",
    "Release",
    "--project",
    project,
    "--",
    "gateway",
    "peers",
    "--server",
    server,
    "--json",
  ];
  const { status, stdout } = spawnSync("dotnet", [...args, ...others.flatMap(({ option, folder }) => [option, folder])], {
    cwd: root,
    env: environment(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) {
    throw new Error(`ShimLsp.Bench ended with ${status}:\n${stdout}`);
  }

  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

function machine(version, before) {
  const [{ model }] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const load = `load ${before.toFixed(1)} at the start, ${loadavg()[0].toFixed(1)} at the end`;
  const system = `Linux ${release()}, ${cpus().length} processors (${model.trim()}), ${memory} GiB, Node ${process.version}`;
  return `${version}, ${day}. ${system}; ${load}.`;
}

/** The page with these tables between its marks. */
export function filled(text, result) {
  const marks = /(<!-- compare -->\n)[^]*(\n<!-- \/compare -->)/;
  if (!marks.test(text)) {
    throw new Error("docs/comparison.md lacks its marks.");
  }

  return text.replace(marks, (_, begin, end) => `${begin}\n${result}\n${end}`);
}
