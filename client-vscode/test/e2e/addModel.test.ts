// A person who has nothing adds a model, and it answers: no JSON is typed, and the key is nowhere but in VS Code's secret storage.
import { readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { easy } from "./support/catalogs";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { plain, type Window } from "./support/window";

const canary = "sk-canary-add-91b2";
const { home, open } = useEditor({ settings: { "shim.trace.server": "verbose" } });
const file = home.path("home/.config/shim-lsp/models.json");
const seen: string[] = [];
let endpoint: Server;
let origin = "";

/** An endpoint that speaks OpenAI's API, and wants the key. */
beforeAll(async () => {
  endpoint = createServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`);
    void bodyOf(request).then((body) => {
      const isAllowed = request.headers.authorization === `Bearer ${canary}`;
      const isList = request.url === "/v1/models";
      response.writeHead(isAllowed ? 200 : 401, { "content-type": "application/json" });
      response.end(
        JSON.stringify(
          !isAllowed
            ? { error: { message: "Incorrect API key" } }
            : isList
              ? { data: [{ id: "vendor/small-1", context_length: 131_072 }, { id: "vendor/large-1" }, { id: 7 }] }
              : {
                  model: (JSON.parse(body) as { model: string }).model,
                  choices: [{ message: { content: "OK" }, finish_reason: "stop" }],
                },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
});
afterAll(() => endpoint.close());

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }

  return Buffer.concat(chunks).toString("utf8");
}

async function type(window: Window, prompt: string, text: string): Promise<void> {
  await window.quick.getByText(prompt).waitFor();
  await window.quick.locator("input:visible").fill(text);
  await window.page.keyboard.press("Enter");
}

test("from nothing to a model that answers", async () => {
  rmSync(file);
  const window = await open(home.folder("first"));

  await window.run("Shim: Add Model...");
  await window.row("Another endpoint").waitFor();
  await window.screenshot("add-provider");
  expect(seen).toEqual([]); // nobody is asked before a person has chosen
  await window.choose("Another endpoint");
  await type(window, "its address", `${origin}/v1`);
  await type(window, "VS Code's secret storage keeps it", "sk-wrong");
  const refused = window.dialog("gave no list of models");
  await refused.getByRole("button", { name: "Enter Another Key" }).click();
  await window.quick.getByText("VS Code's secret storage keeps it").waitFor();
  await window.screenshot("add-key");
  await type(window, "VS Code's secret storage keeps it", canary);
  await window.row("vendor/small-1").waitFor();
  expect(await window.quickRows()).toEqual(["vendor/large-1", "vendor/small-1, 131k context", "Type the model's name..."]);
  await window.screenshot("add-list");
  await window.choose("vendor/small-1");
  await window.notification("vendor/small-1 is in").waitFor();
  await window.screenshot("added");
  await window.press("vendor/small-1 is in", "Use It");

  await window.statusShows("vendor/small-1");
  expect(await window.route(easy)).toMatchObject({ slug: "small-1", source: "pinned" });
  expect(readFileSync(file, "utf8")).toBe(`{
  "models": [
    {
      "slug": "small-1",
      "model": "vendor/small-1",
      "provider": "generic-chat-completion-api",
      "base_url": "${origin}/v1",
      "api_key": "\${secret:127_0_0_1_API_KEY}",
      "max_context_limit": 131072
    }
  ]
}
`);
  expect(seen).toEqual([
    "GET /v1/models Bearer sk-wrong",
    `GET /v1/models Bearer ${canary}`,
    `POST /v1/chat/completions Bearer ${canary}`,
  ]);
  expect(home.filesWith(canary)).toEqual([]);
  expect(await window.page.content()).not.toContain(canary);

  // The second one finds the key, and keeps what a person wrote into the file.
  home.write("home/.config/shim-lsp/models.json", readFileSync(file, "utf8").replace("  ]", "    // more to come\n  ]"));
  await window.run("Shim: Add Model...");
  await window.choose("Another endpoint");
  await type(window, "its address", `${origin}/v1`);
  await window.choose("127_0_0_1_API_KEY");
  await window.row("already in models.json").waitFor();
  await window.choose("vendor/large-1");
  await window.notification("vendor/large-1 is in").waitFor();
  expect(readFileSync(file, "utf8")).toContain("// more to come");
  expect((await window.models()).models.map(({ slug }) => slug)).toEqual(["auto", "small-1", "large-1"]);

  await window.run("Shim: Edit Model...");
  await window.choose("large-1");
  await window.choose("Price");
  await type(window, "US dollars per million tokens", "2, 8");
  await until("it has its price", async () => (await window.models()).models[2]?.pricing?.output === 8);

  await window.run("Shim: Remove Model...");
  await window.choose("large-1");
  await window.dialog("Remove").getByRole("button", { name: "Remove Model", exact: true }).click();
  await until("it is gone", async () => (await window.models()).models.length === 2);
  expect(readFileSync(file, "utf8")).toContain("// more to come");
});

test("Ollama lists what it has; of a model that was never pulled it is said how to get it", async () => {
  const ollama = createServer((request, response) => {
    const isList = request.url === "/api/tags";
    response.writeHead(isList ? 200 : 404, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        isList
          ? { models: [{ name: "qwen3:8b" }, { name: "qwen3:30b" }] }
          : { error: { message: "model 'llama9:1b' not found", type: "not_found_error" } },
      ),
    );
  });
  await new Promise<void>((resolve) => ollama.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void ollama.close());
  const window = await open(home.folder("ollama"));
  const before = readFileSync(file, "utf8");

  await window.run("Shim: Add Model...");
  await window.row("Another endpoint").waitFor();
  await window.page.keyboard.type("another machine"); // below what the list shows at once
  await window.choose("Ollama on another machine or port");
  await type(window, "its address", `http://127.0.0.1:${(ollama.address() as AddressInfo).port}`);
  await window.row("qwen3:8b").waitFor();
  expect((await window.quickRows()).map((row) => row.split(",")[0])).toEqual([
    "qwen3:30b",
    "qwen3:8b",
    "Type the model's name...",
  ]);
  await window.choose("Type the model's name...");
  await type(window, "The model's name", "llama9:1b");
  const question = window.dialog("llama9:1b did not answer.");
  await question.getByText("Run: ollama pull llama9:1b").waitFor();
  await window.screenshot("add-not-pulled");
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("an endpoint that accepts and says nothing: Escape ends the question at once, patience ends it with a line that says so", async () => {
  const connections: Socket[] = [];
  let left = 0;
  const silent = createSocketServer((socket) => {
    connections.push(socket);
    socket.resume().on("close", () => left++);
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    connections.forEach((socket) => socket.destroy());
    silent.close();
  });
  const window = await open(home.folder("silent"));
  const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const ask = async () => {
    await window.run("Shim: Add Model...");
    await window.choose("Another endpoint");
    await type(window, "its address", `${address}/v1`);
    await type(window, "VS Code's secret storage keeps it", "");
    await window.row(`Asking ${address} for its models...`).waitFor();
  };

  await ask();
  await until("it is asked", () => connections.length === 1);
  await window.page.keyboard.press("Escape");
  await until("the connection is closed", () => left === 1);
  expect(await window.page.locator(".monaco-dialog-box").count()).toBe(0);

  await ask();
  const question = window.dialog(`${address} gave no list of models.`);
  await question.waitFor(); // by the server's own limit
  await window.screenshot("add-silent");
  expect(plain(await question.innerText())).toContain("It did not answer in time. Check the address, or try again.");
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(await window.notifications()).toEqual([]);
});
