// What is measured beside us, at exact versions. Gateways are in scripts/peers.mjs, since `npm run bench -- gateway --peers` has them too.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, install } from "../../scripts/clients.mjs";
import { root } from "../../scripts/environment.mjs";
import { peers } from "../../scripts/peers.mjs";

const fromNpm = [
  {
    name: "typescript-language-server",
    package: "typescript-language-server",
    version: "6.0.2",
    program: "typescript-language-server",
  },
  {
    name: "copilot-language-server",
    package: "@github/copilot-language-server",
    version: "1.539.0",
    program: "copilot-language-server",
  },
];

/** The language servers that can be started: `name`, `version`, `command`, and `options` for `initialize`. */
export async function languageServers() {
  const servers = [];
  const clangd = spawnSync("clangd", ["--version"], { encoding: "utf8" });
  if (clangd.status === 0) {
    servers.push({ name: "clangd", version: /version (\S+)/.exec(clangd.stdout)[1], command: ["clangd"] });
  } else {
    console.error("clangd is not installed (Debian: apt-get install clangd): left out.");
  }

  for (const server of fromNpm) {
    if ((await install(server)) !== 0) {
      console.error(`${server.package} ${server.version} could not be installed from npm: left out.`);
      continue;
    }

    servers.push({
      name: server.name,
      version: server.version,
      command: [join(folderOf(server), "bin", server.program), "--stdio"],
      options: { tsserver: { path: join(root, "node_modules", "typescript", "lib", "tsserver.js") } },
    });
  }

  return servers;
}

/**
 * The gateways of others, each with the option of ShimLsp.Bench that says where it is.
 * @param {string | undefined} ancestor the checkout of codex-shim
 */
export function gateways(ancestor) {
  const ofNpm = peers.map((peer) => ({
    name: peer.shown,
    version: peer.version,
    option: `--${peer.name}`,
    folder: folderOf(peer),
  }));
  return ancestor === undefined ? ofNpm : [...ofNpm, codexShim(ancestor)];
}

function codexShim(folder) {
  if (!existsSync(join(folder, "codex_shim", "server.py"))) {
    throw new Error(`${folder} is not a checkout of codex-shim: it has no codex_shim/server.py.`);
  }

  if (spawnSync("/usr/bin/python3", ["-c", "import aiohttp"]).status !== 0) {
    throw new Error("codex-shim needs aiohttp for /usr/bin/python3 (Debian: apt-get install python3-aiohttp).");
  }

  const [, version] = /^version = "(.*)"$/m.exec(readFileSync(join(folder, "pyproject.toml"), "utf8"));
  const commit = spawnSync("git", ["-C", folder, "rev-parse", "--short", "HEAD"], { encoding: "utf8" });
  const isCheckout = existsSync(join(folder, ".git")) && commit.status === 0;
  return {
    name: "codex-shim",
    version: isCheckout ? `${version}, ${commit.stdout.trim()}` : version,
    option: "--ancestor",
    folder,
  };
}
