// A key goes over the wire to the server, and nowhere else: not into a trace of the protocol's own library, and not into a log.
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { format, inspect } from "node:util";
import { messages } from "shim-lsp-client/protocol";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createMessageConnection,
  type Message,
  StreamMessageReader,
  StreamMessageWriter,
  Trace,
  TraceFormat,
} from "vscode-languageserver-protocol/node";
import { cleaning, Redaction } from "../../../../src/infrastructure/keys/redaction";
import { revealed, sealed, Secret } from "../../../../src/infrastructure/keys/secret";

const canary = "sk-canary-7f3d";

test.each<[string, (secret: Secret) => string]>([
  ["a string", (secret) => String(secret)],
  ["a piece of a text", (secret) => ["the key", secret].join(" ")],
  ["JSON", (secret) => JSON.stringify({ params: { secret } })],
  ["what Node prints of it", (secret) => inspect(secret, { depth: 9, showHidden: true })],
  ["what a log formats", (secret) => format("%s %o %j %O", secret, secret, secret, secret)],
  ["a copy of its fields", (secret) => JSON.stringify(Object.getOwnPropertyDescriptors(secret))],
])("it is not in %s", (_, shown) => {
  expect(shown(new Secret(canary))).not.toContain(canary);
});

test.each<[string, object, unknown]>([
  [
    "a secret",
    { method: "m", params: { name: "K", secret: new Secret(canary) } },
    { method: "m", params: { name: "K", secret: canary } },
  ],
  [
    "none, to take it back",
    { method: "m", params: { name: "K", secret: null } },
    { method: "m", params: { name: "K", secret: null } },
  ],
  ["another message", { method: "m", params: { task: "t" } }, { method: "m", params: { task: "t" } }],
  ["no parameters", { method: "m" }, { method: "m" }],
  ["parameters by position", { method: "m", params: [1] }, { method: "m", params: [1] }],
])("the server reads %s", (_, message, expected) => {
  expect(revealed(message)).toEqual(expected);
});

/** What is sent when a models.json with a key in it is opened, and when a piece of it is typed. */
const opened = { textDocument: { uri: "file:///m.json", version: 1, text: `[{"api_key":"${canary}"}]` } };
const typed = {
  textDocument: { uri: "file:///m.json", version: 2 },
  contentChanges: [{ range: { start: { line: 0, character: 0 } }, text: canary }, { text: `"${canary}"` }],
};

test.each([
  ["an open document", opened],
  ["a change", typed],
])("the text of %s is in no trace, and the server reads all of it", (_, params) => {
  const hidden = sealed(params);

  expect(inspect(hidden, { depth: 9 }) + JSON.stringify(hidden)).not.toContain(canary);
  expect(JSON.stringify(hidden)).toContain("file:///m.json");
  expect(revealed({ method: "m", params: hidden })).toEqual({ method: "m", params });
});

/** As `connect` writes to the server. */
class Revealing extends StreamMessageWriter {
  override write(message: Message): Promise<void> {
    return super.write(revealed(message));
  }
}

/** Sends a key over a traced connection. Returns what the server's end reads, and what the trace says. */
async function traced(level: Trace, traceFormat: TraceFormat): Promise<{ readonly wire: string; readonly trace: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const connection = createMessageConnection(new StreamMessageReader(input), new Revealing(output), {
    error: log,
    warn: log,
    info: log,
    log,
  });
  onTestFinished(() => connection.dispose());
  connection.listen();
  await connection.trace(
    level,
    {
      log: (message: unknown, data?: string) =>
        log(`${typeof message === "string" ? message : JSON.stringify(message)}${data ?? ""}`),
    },
    { traceFormat },
  );
  const answer = connection.sendRequest(messages.onLsp(messages.setCredential), { name: "KEY", secret: new Secret(canary) });
  let wire = "";
  while (!wire.endsWith("}")) {
    const [chunk] = (await once(output, "data")) as [Buffer];
    wire += chunk.toString("utf8");
  }

  const { id } = JSON.parse(wire.slice(wire.indexOf("{"))) as { id: number };
  const response = JSON.stringify({ jsonrpc: "2.0", id, result: { affected: ["haiku"], generation: 2 } });
  input.write(`Content-Length: ${response.length}\r\n\r\n${response}`);
  expect(await answer).toEqual({ affected: ["haiku"], generation: 2 });
  return { wire, trace: lines.join("\n") };
}

test.each([
  ["messages", Trace.Messages, TraceFormat.Text],
  ["verbose", Trace.Verbose, TraceFormat.Text],
  ["compact", Trace.Compact, TraceFormat.Text],
  ["as JSON", Trace.Verbose, TraceFormat.JSON],
])("the server gets it, and the trace does not: %s", async (_, level, traceFormat) => {
  const { wire, trace } = await traced(level, traceFormat);

  expect(wire).toContain(`"secret":"${canary}"`);
  expect(trace).toContain("shim/setCredential");
  expect(trace).not.toContain(canary);
});

describe("a key that comes back in the words of others", () => {
  test.each([
    ["in a message", [canary], `Bad key ${canary}!`, "Bad key •••!"],
    ["more than once", [canary], `${canary}${canary}`, "••••••"],
    ["escaped, as a trace has it", ['sk-"quoted"\\'], String.raw`{"secret":"sk-\"quoted\"\\"}`, '{"secret":"•••"}'],
    ["one that begins with another", ["sk-one", "sk-one-and-more"], "sk-one-and-more", "•••"],
    ["too short to be a key", ["a"], "a banana", "a banana"],
    ["none", [], "a text", "a text"],
  ])("%s", (_, keys, text, expected) => {
    const redaction = new Redaction();
    keys.forEach((key) => {
      redaction.add(key);
    });

    expect(redaction.clean(text)).toBe(expected);
  });

  test("is in no line that a log is given, and all else is as it was", () => {
    const redaction = new Redaction();
    const written: unknown[] = [];
    const log = cleaning(
      Object.freeze({
        name: "log",
        error: (message: string | Error, ...data: unknown[]) => written.push(message, ...data),
      }),
      redaction,
    );
    redaction.add(canary);

    log.error(`Refused: ${canary}`, canary, 7);
    log.error(new Error(canary));

    expect(log.name).toBe("log");
    expect(written.slice(0, 3)).toEqual(["Refused: •••", "•••", 7]);
    expect(written[3]).toMatch(/^Error: •••\n/);
    expect(written.join("\n")).not.toContain(canary);
  });
});
