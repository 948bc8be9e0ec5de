// What becomes of a client whose server is not there, is no server, or ends.
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { connect, type ConnectOptions, ServerEnded, ServerNotRunning, toShimError } from "../src/index.js";
import { connected, options, playing, temporary } from "./support.js";

function notExecutable(): ConnectOptions {
  const command = join(temporary(), "shim-lsp");
  writeFileSync(command, "text");
  chmodSync(command, 0o644);
  return { command };
}

test.each<[string, () => ConnectOptions, string, RegExp]>([
  [
    "no program",
    () => ({ command: "no-shim-lsp-here" }),
    "notFound",
    /^There is no program no-shim-lsp-here\. Put shim-lsp on your PATH/,
  ],
  [
    "no folder to start in",
    () => ({ ...options(), cwd: "/no/such/folder" }),
    "noFolder",
    /^There is no folder \/no\/such\/folder\./,
  ],
  ["a file that is no program", notExecutable, "notAllowed", /cannot be run .*may you run it\?$/],
  [
    "a program that ends",
    () => playing("process.stderr.write('Not today.\\n'); process.exit(3);", false),
    "ended",
    /ended \(exit code 3\) before it answered\.[^]*\nNot today\.$/,
  ],
  [
    "a program that says something else",
    () => playing("console.log('Hello\\r\\n\\r\\n');", false),
    "ended",
    /ended \(SIGKILL\) before it answered\. Is it shim-lsp\?/,
  ],
  [
    "a program that knows no such request",
    () => playing("send({ id: request.id, error: { code: -32601, message: 'What?' } });", false),
    "refused",
    /answered, but not as shim-lsp does: What\?$/,
  ],
])("%s is no server, and the error says what to do", async (_, how, reason, message) => {
  const error = await connect(how()).catch((problem: unknown) => problem);

  expect(error).toBeInstanceOf(ServerNotRunning);
  expect(error).toMatchObject({ name: "ServerNotStarted", reason, message: expect.stringMatching(message) as string });
});

test.each<[string, string]>([
  ["ends", "process.stderr.write('Out of luck.\\n'); process.exit(3);"],
  ["closes its output", "process.stderr.write('Out of luck.\\n', () => require('node:fs').closeSync(1));"],
  ["says what nobody can read", "process.stderr.write('Out of luck.\\n', () => console.log('Oh\\r\\n\\r\\nno'));"],
])("a server that %s rejects whatever waits, and whatever comes later", async (_, script) => {
  const client = await connected(playing(`if (request.method === "status") {${script}}`));

  const waiting = [client.listModels(), client.route({ task: "Rename n" }), client.status()];

  const errors = await Promise.all(waiting.map((call) => call.catch((problem: unknown) => problem)));
  expect(errors).toEqual([expect.any(ServerEnded), expect.any(ServerEnded), expect.any(ServerEnded)]);
  expect(errors[0]).toMatchObject({
    end: { lastWords: ["Out of luck."] },
    message: expect.stringContaining("Connect again.") as string,
  });
  expect(toShimError(errors[0])).toEqual({ kind: "serverNotRunning" });
  expect(await client.ended).toMatchObject({ lastWords: ["Out of luck."] });
  await expect(client.status()).rejects.toBeInstanceOf(ServerEnded);
});

test("a server that does not end when it is asked to is killed", async () => {
  const client = await connect(playing("setInterval(() => undefined, 1000);"));
  const waiting = client.status().catch((problem: unknown) => problem);

  await client.dispose();

  expect(await client.ended).toMatchObject({ signal: "SIGKILL" });
  expect(await waiting).toMatchObject({ name: "ClientDisposed" });
});

describe("the signal of connect", () => {
  test("that was aborted before starts nothing", async () => {
    await expect(connect({ command: "no-shim-lsp-here", signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
  });

  test("ends a program that is being started", async () => {
    const stop = new AbortController();
    const connecting = connect({ ...playing("", false), signal: stop.signal });

    stop.abort(new Error("too late"));

    await expect(connecting).rejects.toThrow("too late");
  });

  test("ends a program that has not answered yet", async () => {
    const stop = new AbortController();
    const door = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void door.close());
    await once(door, "listening");
    const { port } = door.address() as AddressInfo;
    const connecting = connect({ ...playing(`require("node:net").connect(${port}, "127.0.0.1");`, false), signal: stop.signal });
    const refused = expect(connecting).rejects.toThrow("too late");

    await once(door, "connection"); // it has read the first request
    stop.abort(new Error("too late"));

    await refused;
  });

  test("ends a connection that was made", async () => {
    const stop = new AbortController();
    const client = await connect({ ...options(), signal: stop.signal });

    stop.abort();

    expect(await client.ended).toMatchObject({ code: 0, signal: null });
    await expect(client.status()).rejects.toMatchObject({ name: "ClientDisposed" });
  });
});
