// The gateway of a folder: the commands and the setting start and stop it, a copied connection works, and nothing is left behind.
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Editor } from "./support/editor";
import { Home } from "./support/home";
import { gatewaysOf, lives } from "./support/processes";
import { until } from "./support/until";
import type { Window } from "./support/window";

const home = new Home();
const asked: { readonly key: string | undefined; readonly path: string | undefined }[] = [];
let upstream: Server;
let editor: Editor;
let window: Window;

beforeAll(async () => {
  upstream = createServer((request, response) => {
    asked.push({ key: request.headers.authorization, path: request.url });
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      const message = { role: "assistant", content: "Done." };
      response.end(
        JSON.stringify({
          id: "c",
          object: "chat.completion",
          model: "m",
          choices: [{ index: 0, message, finish_reason: "stop" }],
        }),
      );
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
  home.write("home/.config/shim-lsp/models.json", {
    models: [{ slug: "own", model: "m", provider: "generic-chat-completion-api", base_url: url, api_key: "${secret:team-key}" }],
  });
  editor = await Editor.start(home);
  window = await editor.open(home.folder("work"));
  await window.page.context().grantPermissions(["clipboard-read", "clipboard-write"]); // VS Code in a browser asks for them
});

afterAll(async () => {
  await editor.stop();
  upstream.close();
  home.remove();
});

const chosenPort = 20_000 + (process.pid % 20_000);
let url = "";

test("a_command_starts_it_and_says_where", async () => {
  await window.configure("shim.gateway.port", chosenPort);
  await window.run("Shim: Start Gateway");
  await window.notification(`The gateway of work listens at http://127.0.0.1:${chosenPort}.`).waitFor();
  url = `http://127.0.0.1:${chosenPort}`;
  expect((await fetch(`${url}/health`)).ok).toBe(true);
  expect(readFileSync(home.path("work/.vscode/settings.json"), "utf8")).toContain('"shim.gateway.enabled": true');
});

test("a_request_goes_through_it_with_the_copied_connection_and_the_key_that_vs_code_keeps", async () => {
  await window.run("Shim: Set API Key...");
  await window.choose("team-key");
  await until("it asks for the key", async () => (await window.quickTitle()) === "Set API key team-key");
  await window.quick.locator("input").first().fill("sk-of-the-team");
  await window.page.keyboard.press("Enter");
  await window.notification("team-key is stored.").waitFor();

  await window.run("Shim: Copy Connection");
  await window.row("Claude Code").click();
  const line = await until("the line is copied", async () => {
    const text = await window.probe<string>("clipboard");
    return text.includes(" connect claude ") && text;
  });
  expect(line).not.toMatch(/shim_|sk-of-the-team/);
  const run = spawnSync("sh", ["-c", line], { env: { PATH: process.env["PATH"], ...home.variables }, encoding: "utf8" });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  const { env } = JSON.parse(readFileSync(home.path("home/.claude/settings.json"), "utf8")) as { env: Record<string, string> };
  expect(env["ANTHROPIC_BASE_URL"]).toBe(url);

  const answer = await until("the gateway answers", async () => {
    const response = await fetch(`${url}/v1/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${env["ANTHROPIC_AUTH_TOKEN"]}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "shim", max_tokens: 50, messages: [{ role: "user", content: "Rename n" }] }),
    });
    return response.ok && (await response.text());
  });
  expect(answer).toContain("Done.");
  expect(asked.at(-1)).toEqual({ key: "Bearer sk-of-the-team", path: "/v1/chat/completions" });
});

test("another_client_gets_the_address_and_a_token_and_the_token_is_ended_by_the_command_that_is_named", async () => {
  await window.run("Shim: Copy Connection");
  await window.row("Another client").click();
  await window.notification("To end all tokens of this folder: shim-lsp gateway token --revoke").waitFor();
  const lines = (await window.probe<string>("clipboard")).split("\n");
  const pairs = lines.map((line): [string, string] => {
    const [, name = line, value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    return [name, value];
  });
  const variables: Record<string, string> = Object.fromEntries(pairs);
  const token = variables["OPENAI_API_KEY"];
  expect(variables).toEqual({
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_KEY: token,
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_AUTH_TOKEN: token,
  });

  const chat = () =>
    fetch(`${variables["OPENAI_BASE_URL"]}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "shim", messages: [{ role: "user", content: "Rename n" }] }),
    });
  const response = await chat();
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining("Done.")]);

  const program = readFileSync(`/proc/${gatewaysOf(await window.hostPid())[0]}/cmdline`, "utf8").split("\0");
  const words = program.slice(0, program.indexOf("gateway"));
  const revoke = [...words.slice(1), "gateway", "token", "--revoke", "--folder", home.path("work")];
  const run = spawnSync(words[0] ?? "", revoke, { env: { PATH: process.env["PATH"], ...home.variables }, encoding: "utf8" });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  // A gateway looks at the tokens' file again after at most 100 ms, and the command may be quicker than that.
  await until("the token has ended", async () => (await chat()).status === 401);
});

test("its_port_is_not_announced_a_second_time_by_vs_code", async () => {
  await window.run("Ports: Focus on Ports View");
  const ports = window.page.locator(".panel .monaco-table");
  await ports.getByText("Extension Host").waitFor(); // the probe: VS Code has looked for what listens
  await window.screenshot("gateway-ports");
  expect(await ports.innerText()).not.toContain(String(chosenPort));
  expect((await window.notifications()).filter((text) => text.includes("Your application"))).toEqual([]);
});

test("a_command_stops_it_and_leaves_no_process_behind", async () => {
  const pids = gatewaysOf(await window.hostPid());
  expect(pids).toHaveLength(1);
  await window.run("Shim: Stop Gateway");
  await until("the process has ended", () => pids.every((pid) => !lives(pid)));
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

test("a_second_window_uses_the_same_one_and_takes_over_when_the_first_is_closed", async () => {
  await window.run("Shim: Start Gateway");
  const [first] = await until("it runs again", async () => {
    const found = gatewaysOf(await window.hostPid());
    return found.length === 1 && found;
  });
  symlinkSync(home.path("work"), home.path("twin")); // the same folder by another name, so that the tests can tell the windows apart
  const twin = await editor.open(home.path("twin"));
  await twin.run("Shim: Start Gateway");
  await twin.notification(`listens at ${url}.`).waitFor();
  expect(gatewaysOf(await twin.hostPid())).toEqual([]);

  const host = await twin.hostPid();
  await window.shut();
  await until("the first has ended", () => !lives(first ?? 0));
  const [next] = await until("the second window has its own", () => {
    const found = gatewaysOf(host);
    return found.length === 1 && found;
  });
  await until("clients find it where it was", async () => (await fetch(`${url}/health`)).ok);

  process.kill(host, "SIGKILL"); // not even a good-bye
  await until("it has ended with its window", () => !lives(next ?? 0));
});
