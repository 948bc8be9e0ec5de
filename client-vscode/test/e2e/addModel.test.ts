// A person who has nothing adds a model, and it answers: no JSON is typed, and the key is nowhere but in VS Code's secret storage.
// Then what the server finds in models.json, and which keys a workspace may send.
import { readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { easy, haiku } from "./support/catalogs";
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

/** Takes a quick fix at the cursor. VS Code may offer it a moment after the problem is listed. */
async function fix(window: Window, title: string): Promise<void> {
  const offered = window.page.getByText(title).first();
  await until(`"${title}" is offered`, async () => {
    await window.page.keyboard.press("Escape");
    await window.page.keyboard.press("Control+.");
    await offered.waitFor({ timeout: 2_000 });
    return true;
  });
  await offered.click();
}

const dialog = (window: Window, text: string) => window.page.locator(".monaco-dialog-box", { hasText: text });

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
  const refused = dialog(window, "gave no list of models");
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
  await dialog(window, "Remove").getByRole("button", { name: "Remove Model", exact: true }).click();
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
  const question = dialog(window, "llama9:1b did not answer.");
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
  const question = dialog(window, `${address} gave no list of models.`);
  await question.waitFor(); // by the server's own limit
  await window.screenshot("add-silent");
  expect(plain(await question.innerText())).toContain("It did not answer in time. Check the address, or try again.");
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(await window.notifications()).toEqual([]);
});

test("what the server finds is in the Problems view, once, and a key leaves the file with one click", async () => {
  const window = await open(home.folder("problems"));
  const literal = "sk-literal-canary-44";
  const row = { slug: "a", model: "m", provider: "openai", base_url: `${origin}/v1`, api_key: literal, strength: 7 };
  home.write("home/.config/shim-lsp/models.json", { models: [row], router: { candidates: ["nobody"] } });
  await window.probe("open", { file, select: literal });
  const found = () => window.probe<string[]>("diagnostics", { file });
  await until("the server's are there", async () => (await found()).some((text) => text.includes("nobody")));
  await until("the schema's are there", async () => (await found()).some((text) => text.includes("maximum")));
  expect((await found()).filter((text) => text.includes("strength"))).toEqual([]); // the schema says that already
  expect((await found()).filter((text) => text.includes("plain-text key"))).toHaveLength(1);
  await window.screenshot("problems");

  await fix(window, "Move the key to the editor's secret store");
  await until("the key is out of the file", () => !readFileSync(file, "utf8").includes(literal));
  expect(readFileSync(file, "utf8")).toContain('"${secret:A_API_KEY}"');
  await until(
    "and the model has it",
    async () => (await window.models()).models.find(({ slug }) => slug === "a")?.credential.kind === "secret",
  );
  expect((await window.models()).models.find(({ slug }) => slug === "a")?.availability.state).toBe("available");

  // A sample that was copied names a schema that is not there. Without the line, the extension's own applies.
  home.write("home/.config/shim-lsp/models.json", {
    $schema: "./server/models.schema.json",
    models: [{ model: "m", provider: "ollama", cost: -1 }],
  });
  await until("its schema is missed", async () => (await found()).some((text) => text.includes("models.schema.json")));
  await window.probe("open", { file, select: "./server" });
  await fix(window, "Remove $schema: Shim brings the schema");
  await until("the schema checks it", async () => (await found()).some((text) => text.includes("minimum")));
  await window.page.keyboard.press("Control+s");
  // VS Code empties a file before it writes it: an empty one is not saved yet, and would be written over what comes next.
  await until("it is saved", () => /^(?!.*\$schema).*ollama/s.test(readFileSync(file, "utf8")));

  // Half a file is never written into: the person is told where it breaks.
  const half = '{\n  "models": [\n    { "model": "a",';
  home.write("home/.config/shim-lsp/models.json", half);
  await until("it is found to be broken", async () =>
    (await window.models()).catalog.problems.some(({ code }) => code === "invalidJson"),
  );
  await window.run("Shim: Remove Model...");
  await window.choose("m");
  await dialog(window, "Remove").getByRole("button", { name: "Remove Model", exact: true }).click();
  await window.notification("is not JSON from line 3 on").waitFor();
  expect(readFileSync(file, "utf8")).toBe(half);
});

test("'Not now' is no dead end: a key is allowed and forbidden by command", async () => {
  const folder = home.folder("clone");
  home.write("clone/.shim/models.json", {
    models: [{ ...haiku, display_name: "Team Haiku", base_url: "https://models.example.com" }],
  });
  const window = await open(folder);
  const state = async () => (await window.models()).models.find(({ slug }) => slug === "haiku")?.availability.state;
  await window.press("wants to send", "Not now");
  expect(await state()).toBe("missingCredential");

  await window.run("Shim: Allow Key for Workspace...");
  const question = dialog(window, "Let this workspace send SHIM_TEST_KEY to https://models.example.com:443?");
  await question.waitFor();
  await window.screenshot("allow");
  await question.getByRole("button", { name: "Allow" }).click();
  await until("it can be used", async () => (await state()) === "available");

  const forbid = async () => {
    await window.run("Shim: Forbid Key for Workspace...");
    await window.choose("SHIM_TEST_KEY");
    await until("it can be used no longer", async () => (await state()) === "missingCredential");
  };
  await forbid();

  // The same from the model's row, which is how a person finds out that it waits for them.
  await window.openPicker();
  await window.choose("Team Haiku");
  await until("it asks", async () => (await window.quickTitle()) === "Team Haiku cannot be used now");
  await window.choose("Allow the key for this workspace");
  await question.getByRole("button", { name: "Allow" }).click();
  await until("it can be used", async () => (await state()) === "available");
  await window.statusShows("Team Haiku");
  await forbid();
  expect(await window.notifications()).toEqual([]);
});
