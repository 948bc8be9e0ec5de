// The real server in a home of its own, or a program that only plays one.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { connect, type ConnectOptions, type ShimClient } from "../src/index.js";

export const root = join(import.meta.dirname, "..", "..", "..");
const native = join(root, "artifacts", "native", process.platform === "win32" ? "shim-lsp.exe" : "shim-lsp");
const portable = join(root, "server", "ShimLsp.Server", "bin", "Release", "net10.0", "shim-lsp.dll");

/** The server under test, or else the newest build. */
export function server(): { readonly command: string; readonly args: readonly string[] } {
  const named = process.env["SHIM_LSP_SERVER"];
  if (named !== undefined && named !== "jit") {
    return { command: named, args: [] };
  }

  return named === undefined && existsSync(native) ? { command: native, args: [] } : { command: "dotnet", args: [portable] };
}

/** A folder that is removed with the test. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "shim-client-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const catalog = {
  models: [
    { slug: "small", model: "small-1", provider: "ollama", strength: 0.5, pricing: { input: 0, output: 0 } },
    { slug: "large", model: "large-1", provider: "ollama", strength: 0.95, pricing: { input: 5, output: 25 } },
  ],
};

/** How to start the real server: nothing of the real machine is read or written. */
export function options(models: object = catalog): ConnectOptions {
  const home = temporary();
  const file = join(home, "c", "shim-lsp", "models.json");
  mkdirSync(join(home, "c", "shim-lsp"), { recursive: true });
  writeFileSync(file, JSON.stringify(models));
  const { PATH, SystemRoot } = process.env;
  const folders = { HOME: home, XDG_CONFIG_HOME: join(home, "c"), XDG_STATE_HOME: join(home, "s"), TMPDIR: home };
  return { ...server(), cwd: home, env: { PATH, SystemRoot, ...folders } };
}

/** A client that is disposed of with the test. */
export async function connected(how: ConnectOptions = options()): Promise<ShimClient> {
  const client = await connect(how);
  onTestFinished(() => client.dispose());
  return client;
}

/**
 * A program that plays a server: `script` is the body of a function that gets each `request` and can `answer(result)`. It answers the
 * first request, `subscribe`, as the server does, unless `greets` is false.
 */
export function playing(script: string, greets = true): ConnectOptions {
  const file = join(temporary(), "server.cjs");
  writeFileSync(
    file,
    `let text = "";
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  process.stdout.write("Content-Length: " + Buffer.byteLength(body) + "\\r\\n\\r\\n" + body);
};
const play = (request, answer) => {${script}};
const receive = (request) => {
  const answer = (result) => send({ id: request.id, result });
  ${greets ? 'request.method === "subscribe" ? answer(request.params) : play(request, answer)' : "play(request, answer)"};
};
process.stdin.on("data", (chunk) => {
  text += chunk;
  for (let found; (found = /^Content-Length: (\\d+)\\r\\n\\r\\n/.exec(text)) && text.length >= found[0].length + +found[1]; ) {
    const end = found[0].length + +found[1];
    receive(JSON.parse(text.slice(found[0].length, end)));
    text = text.slice(end);
  }
});
`,
  );
  return { command: process.execPath, args: [file] };
}
