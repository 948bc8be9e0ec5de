import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { once } from "node:events";
import { join } from "node:path";
import type { VsCode } from "./setup";

/** What the editors of a run share, because it is the same in each and takes long to make. A person's settings and state are not in it. */
export interface Warm {
  readonly folder: string;
  /** Our extension as VS Code installs it from the VSIX, and the probe. */
  readonly extensions: string;
  /** Chromium's: VS Code's scripts, loaded and compiled. */
  readonly profile: string;
  /** What Node has compiled of VS Code's own processes. */
  readonly compiled: string;
  /** The browser knows a script by its address. */
  readonly port: number;
}

/** Installs the extension, as a person does, into a folder that each editor has a copy of. */
export async function warm({ node, entry, vsix, probe }: VsCode): Promise<Warm> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "shim-e2e-warm-")));
  const [extensions, profile, compiled, home] = ["extensions", "profile", "compiled", "home"].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  }) as [string, string, string, string];
  const args = ["--user-data-dir", join(home, "data"), "--extensions-dir", extensions, "--install-extension", vsix];
  const environment = { ...process.env, HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}', NODE_COMPILE_CACHE: compiled };
  const installed = spawnSync(node, [entry, ...args], { env: environment, encoding: "utf8" });
  if (installed.status !== 0 || !installed.stdout.includes("successfully installed")) {
    throw new Error(`The VSIX is not installed: ${installed.stdout}${installed.stderr}`);
  }

  cpSync(probe, join(extensions, "shim-lsp-tests.shim-lsp-probe-0.0.1"), { recursive: true });
  rmSync(join(extensions, "extensions.json")); // a list with the folder's own path: without it VS Code takes what lies there
  return { folder, extensions, profile, compiled, port: await freePort() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
