// The client against the real server.
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import shim from "../../../tests/ShimLsp.Server.Tests/Conformance/shim.json";
import { type ChatDelta, ClientDisposed, connect, isRequestError, ShimClient } from "../src/index.js";
import { connected, options } from "./support.js";

test("it has each method of the contract, by the contract's name", () => {
  const { subscribe: _, ...ofPlainFront } = shim.plainRequests; // the client subscribes to everything by itself

  expect(Object.getOwnPropertyNames(ShimClient.prototype)).toEqual(
    expect.arrayContaining(Object.keys({ ...shim.requests, ...ofPlainFront })),
  );
});

test("it lists, routes and switches, and hears of it", async () => {
  const client = await connected();
  const heard: unknown[] = [];
  client.onDidChangeActiveModel(({ active, previous }) => heard.push({ active, previous }));
  client.onDidRoute(({ decision }) => heard.push(decision.slug));

  expect((await client.listModels()).models.map(({ slug }) => slug)).toEqual(["auto", "small", "large"]);
  expect(await client.route({ task: "Rename n to count in main.py" })).toMatchObject({ slug: "small", source: "embedded" });
  expect(await client.switchModel({ slug: "large" })).toMatchObject({ active: "large", previous: "auto" });
  expect(await client.route({ messages: [{ role: "user", content: "Hi" }] })).toMatchObject({ source: "pinned" });
  expect((await client.status()).requests).toBe(2);
  expect(heard).toEqual(["small", { active: "large", previous: "auto" }, "large"]);
});

test("a listener hears nothing any more after its subscription, and its error reaches nobody else", async () => {
  const client = await connected();
  const [first, second, uncaught] = [vi.fn(), vi.fn(), vi.fn()];
  const before = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException").once("uncaughtException", uncaught);
  onTestFinished(() => before.forEach((listener) => process.on("uncaughtException", listener)));
  const subscription = client.onDidRoute(first);
  client.onDidRoute(() => {
    throw new Error("a listener's own");
  });
  client.onDidRoute(second);

  subscription.dispose();
  await client.route({ task: "Rename n" });

  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
  expect(uncaught.mock.lastCall?.[0]).toMatchObject({ message: "a listener's own" });
});

test("other folders have sessions of their own", async () => {
  const client = await connected();
  const workspaceFolder = join(import.meta.dirname, "..");

  await client.openFolder({ workspaceFolder });
  await client.switchModel({ workspaceFolder, slug: "large", persist: false });

  expect((await client.listModels({ workspaceFolder })).active).toBe("large");
  expect((await client.listModels()).active).toBe("auto");
  await client.closeFolder({ workspaceFolder });
  await expect(client.status({ workspaceFolder })).rejects.toMatchObject({ kind: "UnknownWorkspace", data: { workspaceFolder } });
});

test("a key goes to the server, and settings do", async () => {
  const models = [{ slug: "team", model: "t", provider: "openai", api_key: "${secret:TEAM_KEY}" }];
  const client = await connected(options({ models }));

  expect(await client.setCredential({ name: "TEAM_KEY", secret: "sk-1" })).toMatchObject({ affected: ["team"] });
  await client.configure({ settings: { router: { enabled: false } } });

  expect((await client.listModels()).models.map(({ availability }) => availability)).toEqual([{ state: "available" }]);
});

test.each<[string, string, (client: ShimClient) => Promise<unknown>, object]>([
  ["a slug", "UnknownModel", (client) => client.switchModel({ slug: "larg" }), { slug: "larg", suggestions: ["large"] }],
  ["a task", "InvalidParams", (client) => client.route({ task: 7 as never }), { path: "task" }],
  ["a folder", "UnknownWorkspace", (client) => client.status({ workspaceFolder: "/x" }), { workspaceFolder: "/x" }],
  ["a verdict", "UnknownDecision", (client) => client.feedback({ decisionId: "x", verdict: "right" }), { decisionId: "x" }],
  [
    "needs",
    "NoRoutableModel",
    (client) => client.route({ task: "See", images: true }),
    {
      candidates: [expect.objectContaining({ slug: "small", rejection: "noImages" }), expect.objectContaining({ slug: "large" })],
    },
  ],
])("%s that the server refuses is a typed error: %s", async (_, kind, call, data) => {
  const error = await call(await connected()).catch((reason: unknown) => reason);

  expect(error).toMatchObject({ name: "RequestError", kind, data });
  expect(isRequestError(error)).toBe(true);
  expect(isRequestError(error, "InternalError")).toBe(false);
});

test("a catalog that is not there is a typed error", async () => {
  const client = await connected({ ...options(), models: "/nowhere/models.json" });

  await expect(client.route({ task: "Rename n" })).rejects.toMatchObject({
    kind: "InvalidCatalog",
    data: { problems: [{ code: "unreadableCatalog" }] },
  });
});

test("parameters that JSON cannot write are refused, and the connection lives on", async () => {
  const client = await connected();

  await expect(client.route({ task: 1n as never })).rejects.toBeInstanceOf(TypeError);

  expect(await client.route({ task: "Rename n" })).toMatchObject({ slug: "small" });
});

/** A model that says the words one by one, and then, if it is to hang, nothing more. */
async function upstream(words: readonly string[], hangs = false): Promise<{ origin: string; left: Promise<unknown> }> {
  const http = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    words.forEach((content) => response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`));
    if (!hangs) {
      response.end(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`);
    }
  }).listen(0, "127.0.0.1");
  const left = new Promise((resolve) => http.on("connection", (socket) => socket.once("close", resolve)));
  onTestFinished(() => void http.close());
  await once(http, "listening");
  return { origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, left };
}

const chatting = (origin: string) =>
  options({ models: [{ slug: "m", model: "m-1", provider: "generic-chat-completion-api", base_url: `${origin}/v1` }] });
const messages = [{ role: "user", content: "What makes the sky blue?" }];

test("a chat's pieces come before its result, which repeats them", async () => {
  const { origin } = await upstream(["Air ", "scatters ", "blue."]);
  const client = await connected(chatting(origin));
  const pieces: ChatDelta[] = [];

  const { slug, text } = await client.chat({ messages }, { onDelta: (piece) => pieces.push(piece) });

  expect({ slug, text }).toEqual({ slug: "m", text: "Air scatters blue." });
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(pieces.length).toBeGreaterThan(0);
});

test("a chat that is given up rejects with the signal's reason, and the server hangs up on the model", async () => {
  const { origin, left } = await upstream(["Air "], true);
  const client = await connected(chatting(origin));
  const giveUp = new AbortController();

  const chat = client.chat({ messages }, { signal: giveUp.signal, onDelta: () => giveUp.abort(new Error("enough")) });

  await expect(chat).rejects.toThrow("enough");
  await left;
  expect((await client.status()).active).toBe("auto");
  await expect(client.status({}, { signal: giveUp.signal })).rejects.toThrow("enough");
});

test("disposing gives up what waits, and resolves when the server is gone", async () => {
  const { origin, left } = await upstream(["Air "], true);
  const client = await connect(chatting(origin));
  let disposed: Promise<void> | undefined;

  const chat = client.chat({ messages }, { onDelta: () => void (disposed ??= client[Symbol.asyncDispose]()) });

  await expect(chat).rejects.toBeInstanceOf(ClientDisposed);
  await disposed;
  await left;
  expect(await client.ended).toMatchObject({ code: 0, signal: null });
  await client.dispose();
  await expect(client.status()).rejects.toBeInstanceOf(ClientDisposed);
});
