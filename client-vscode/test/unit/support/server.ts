import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..", "..", "..");
const native = join(root, "artifacts", "native", process.platform === "win32" ? "shim-lsp.exe" : "shim-lsp");
const portable = join(root, "server", "ShimLsp.Server", "bin", "Release", "net10.0", "shim-lsp.dll");

/** The real server: the one under test, or else the newest build. */
export function command(): [string, ...string[]] {
  const named = process.env["SHIM_LSP_SERVER"];
  if (named !== undefined && named !== "jit") {
    return [named];
  }

  return named === undefined && existsSync(native) ? [native] : ["dotnet", portable];
}

export interface Answer<T> {
  readonly result?: T;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Asks the real server, in a home of its own, and gives its answers in the order of the requests. */
export function ask<T>(
  requests: readonly { readonly method: string; readonly params?: object }[],
  args: readonly string[] = [],
): Answer<T>[] {
  const input = requests.map((request, id) => `${JSON.stringify({ jsonrpc: "2.0", id, ...request })}\n`).join("");
  const answers = run(["rpc", ...args], { input })
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Answer<T> & { readonly id: number });
  return requests.map((_, id) => answers.find((answer) => answer.id === id) ?? {});
}

/**
 * Runs the real program in its own home folder, and returns what it wrote. `read` looks into that folder before it is removed.
 */
export function run(
  args: readonly string[],
  { input = "", read }: { readonly input?: string; readonly read?: (home: string) => string } = {},
): string {
  const home = mkdtempSync(join(tmpdir(), "shim-unit-"));
  try {
    const [program, ...before] = command();
    const { stdout, error } = spawnSync(program, [...before, ...args], {
      input,
      encoding: "utf8",
      cwd: home,
      maxBuffer: 1 << 28,
      env: {
        PATH: process.env["PATH"],
        HOME: home,
        XDG_CONFIG_HOME: join(home, "c"),
        XDG_STATE_HOME: join(home, "s"),
        SystemRoot: process.env["SystemRoot"],
      },
    });
    if (error) {
      throw error;
    }

    return read ? read(home) : stdout;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
