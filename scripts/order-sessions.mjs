// What `npm run order` lets the server do: the work of an ordinary day, and little else.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";

/** An editor starts the server, lists, routes, switches, changes its settings, edits the catalog and ends it. */
export async function editorSession(home, command) {
  const catalog = join(home, ".shim", "models.json");
  const uri = pathToFileURL(home).href;
  const child = start(command(["lsp"]), home);
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest("workspace/configuration", () => [{}]);
  connection.onRequest(() => null);
  connection.listen();
  const dynamicRegistration = true;
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "order" }],
    capabilities: {
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration },
        didChangeWatchedFiles: { dynamicRegistration },
      },
    },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendRequest("shim/listModels");
  for (let i = 0; i < 20; i++) {
    await connection.sendRequest("shim/route", { task: `Rename method number ${i % 15} in three files and say what changed.` });
  }

  await connection.sendRequest("shim/switchModel", { slug: "auto" });
  await connection.sendNotification("workspace/didChangeConfiguration", { settings: {} });
  await connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: pathToFileURL(catalog).href, type: 1 }],
  });
  await connection.sendRequest("shim/status");
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await once(child, "exit");
  await scriptSession(home, command);
}

/** A person opens their catalog, looks around in it, mends it and saves it. */
export async function catalogSession(home, command) {
  const path = join(home, "models.json");
  const text = `{ "models": [
  { "slug": "near", "model": "near-1", "provider": "ollama", "cost": 1, "colour": "red" },
  { "slug": "far", "model": "far-1", "provider": "openai", "api_key": "\${env:OPENAI_API_KEY}", "cost": 9 }],
  "router": { "default": "naer", "candidates": ["near", "far"] } }
`;
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  const child = start(command(["lsp", "--models", path]), home);
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onRequest(() => null);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(home).href,
    capabilities: {
      textDocument: {
        publishDiagnostics: {},
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, isPreferredSupport: true },
      },
      workspace: { workspaceEdit: { documentChanges: true } },
    },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "json", version: 1, text } });
  const textDocument = { uri };
  const at = (line, character) => ({ textDocument, position: { line, character } });
  const range = { start: { line: 3, character: 27 }, end: { line: 3, character: 27 } };
  await connection.sendRequest("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } });
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: { start: { line: 3, character: 26 }, end: { line: 3, character: 30 } }, text: "near" }],
  });
  for (const [line, character] of [
    [1, 30],
    [2, 75],
    [3, 27],
  ]) {
    await connection.sendRequest("textDocument/completion", at(line, character));
    await connection.sendRequest("textDocument/hover", at(line, character));
  }

  await connection.sendRequest("textDocument/definition", at(3, 27));
  await connection.sendRequest("textDocument/references", { ...at(3, 27), context: { includeDeclaration: true } });
  await connection.sendRequest("textDocument/documentHighlight", at(3, 27));
  await connection.sendRequest("textDocument/rename", { ...at(3, 27), newName: "here" });
  await connection.sendRequest("textDocument/codeLens", { textDocument });
  await connection.sendRequest("textDocument/documentLink", { textDocument });
  await connection.sendNotification("textDocument/didSave", { textDocument });
  await connection.sendRequest("workspace/executeCommand", { command: "shim.switchModel", arguments: ["far"] });
  await connection.sendNotification("textDocument/didClose", { textDocument });
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await once(child, "exit");
}

/** A script opens folders, routes in each, reports what became of it, and meets an error of each kind. */
async function scriptSession(home, command) {
  const folders = ["one", "two", "three"].map((name) => join(home, name));
  folders.forEach((folder) => mkdirSync(folder));
  const inEach = (method, more = {}) => folders.map((workspaceFolder) => ({ method, params: { workspaceFolder, ...more } }));
  const task = "Find the cause of a deadlock in this pool, and prove that the change removes it.";
  await lines(home, command, [
    { method: "listModels" },
    { method: "subscribe", params: { events: ["modelChanged", "statusChanged"] } },
    { method: "configure", params: { settings: { router: { threshold: 0.6 } } } },
    ...inEach("openFolder"),
    ...inEach("route", { task }),
    ...inEach("route", { task }),
    ...inEach("reportOutcome", { slug: "local-small", status: 429, retryAfterSeconds: 1 }),
    ...inEach("route", { messages: [{ role: "user", content: task }], tools: true }),
    ...inEach("switchModel", { slug: "local-small" }),
    ...inEach("invalidateCache"),
    ...inEach("closeFolder"),
    { method: "route", params: { task: 1 } },
    { method: "switchModel", params: { slug: "nobody" } },
    { method: "nothing" },
    { method: "status" },
  ]);
}

/** A script chats, and agents of each shape work through a gateway, in front of an upstream that answers at once. */
export async function gatewaySession(home, command) {
  const upstream = createServer((request, response) => request.resume().on("end", () => answer(response))).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const models = join(home, "models.json");
  const base = `http://127.0.0.1:${upstream.address().port}/v1`;
  const row = (slug, cost) => ({ slug, model: slug, provider: "openai", base_url: base, cost, strength: 0.9 });
  writeFileSync(models, JSON.stringify({ models: [row("near", 1), row("far", 9)] }));
  const messages = [{ role: "user", content: "Say hi." }];
  try {
    await lines(
      home,
      command,
      [
        { method: "chat", params: { messages } },
        { method: "chat", params: { messages, partialResultToken: 1 } },
      ],
      ["--models", models],
    );
    const child = start(command(["gateway", "--port", "0", "--json", "--models", models]), home);
    const [line] = await once(createInterface(child.stdout), "line");
    const { url, token } = JSON.parse(line);
    const ask = async (path, body) => {
      const sent = {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${token}` },
        body: body && JSON.stringify(body),
      };
      return (await fetch(url + path, sent)).text();
    };
    for (const stream of [true, false]) {
      await ask("/v1/chat/completions", { model: "auto", messages, stream });
      await ask("/v1/messages", { model: "auto", max_tokens: 99, messages, stream });
      await ask("/v1/responses", { model: "auto", input: "Say hi.", stream });
    }

    await ask("/v1/models");
    await ask("/api/status");
    child.kill("SIGTERM");
    await once(child, "exit");
  } finally {
    upstream.close();
    upstream.closeAllConnections();
  }
}

/** Sends requests to `shim-lsp rpc`, each after the answer to the one before. */
async function lines(home, command, requests, options = []) {
  const child = start(command(["rpc", ...options]), home);
  const answers = createInterface(child.stdout);
  for (const [id, request] of requests.entries()) {
    const answered = new Promise((resolve) => answers.on("line", (line) => JSON.parse(line).id === id && resolve()));
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...request })}\n`);
    await answered;
  }

  child.stdin.end();
  await once(child, "exit");
}

function start([program, args, env], cwd) {
  return spawn(program, args, { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
}

function answer(response) {
  const event = (choice, more = {}) =>
    `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", choices: [choice], ...more })}\n\n`;
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(event({ index: 0, delta: { role: "assistant", content: "Hi " } }));
  response.write(event({ index: 0, delta: { content: "there." } }));
  response.end(`${event({ index: 0, delta: {}, finish_reason: "stop" }, { usage })}data: [DONE]\n\n`);
}
