// The terminal profile "Claude Code through Shim": what runs in it reaches a model with the keys that VS Code keeps, and nothing outlives it.
import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programFolder } from "../../../scripts/clients.mjs";
import { chatCatalog } from "./support/catalogs";
import { Home } from "./support/home";
import { Editor } from "./support/editor";
import { gatewaysOf } from "./support/processes";
import { until } from "./support/until";
import { Upstream } from "./support/upstream";
import { plain, type Window } from "./support/window";

const key = "sk-of-the-team";
const upstream = new Upstream();
const home = new Home();
let editor: Editor;
let window: Window;

/** Asks the model one question, as Claude Code does, and waits for a line. */
const claude = `#!/usr/bin/env node
const { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: token, ANTHROPIC_MODEL: model } = process.env;
const body = JSON.stringify({ model, max_tokens: 50, messages: [{ role: "user", content: "Rename n" }] });
const headers = { authorization: "Bearer " + token, "content-type": "application/json", "anthropic-version": "2023-06-01" };
fetch(url + "/v1/messages", { method: "POST", headers, body })
  .then((response) => response.json())
  .then((answer) => {
    console.log("claude in " + process.cwd() + ": " + (answer.content?.[0]?.text ?? JSON.stringify(answer)));
    process.stdin.once("data", () => process.exit(0));
  });
`;

beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", chatCatalog(await upstream.start(), "\${secret:team-key}"));
  editor = await Editor.start(home, {
    settings: {
      "terminal.integrated.gpuAcceleration": "off", // its text is then in the page
      // VS Code takes the path of a terminal from a login shell, which may set it anew.
      "terminal.integrated.env.linux": {
        PATH: `${home.folder("programs")}:${process.env["PATH"] ?? ""}`,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", // the real one asks nobody but the gateway
        DISABLE_AUTOUPDATER: "1",
      },
    },
  });
  window = await editor.open(home.folder("work"));
});

afterAll(async () => {
  await editor.stop();
  upstream.stop();
  home.remove();
});

async function openProfile(): Promise<void> {
  await window.run("Create New Terminal (With Profile)");
  await window.choose("Claude Code through Shim");
}

const terminals = () => window.page.locator(".terminal-wrapper.active .xterm-rows");

/** The terminal's text without its line breaks: it is as wide as the window lets it be. */
const shown = async () => plain((await terminals().allInnerTexts()).join(""));

async function shows(text: string | RegExp): Promise<string> {
  return until(`the terminal shows ${text}`, async () => {
    const now = await shown();
    return (typeof text === "string" ? now.includes(text) : text.test(now)) ? now : Promise.reject(new Error(now));
  });
}

/** The terminal has the focus: it was just opened. */
const press = async (input: string) => {
  await window.page.locator(".terminal-wrapper.active .xterm.focus").waitFor();
  await window.page.keyboard.press(input);
};

const closed = () => until("the terminal is closed", async () => (await terminals().count()) === 0);

test("what fails stays to be read: Claude Code is not installed", async () => {
  await openProfile();
  await shows("Claude Code is not installed. Run: npm install -g @anthropic-ai/claude-code");
  await window.screenshot("terminal-failed");
  await shows("Press Enter to close.");
  await press("Enter");
  await closed();
  expect(await window.notifications()).toEqual([]); // what was read is not said again
});

test("an answer comes through the folder's gateway with the key that VS Code keeps, and what it cost is said", async () => {
  chmodSync(home.write("programs/claude", claude), 0o755);
  await window.run("Shim: Set API Key...");
  await window.choose("team-key");
  await until("it asks for the key", async () => (await window.quickTitle()) === "Set API key team-key");
  await window.quick.locator("input").first().fill(key);
  await window.page.keyboard.press("Enter");
  await window.notification("team-key is stored.").waitFor();
  const host = await window.hostPid();

  await openProfile();
  await shows(`claude in ${home.path("work")}: Hello.`);
  await window.screenshot("terminal-claude");
  expect(upstream.keys).toEqual([`Bearer ${key}`]);
  expect(gatewaysOf(host)).toHaveLength(1);
  expect(home.files("work")).toEqual([]); // no setting is written for it

  await press("Enter");
  await shows(/Claude Code: 1 request, small 1, \$[\d.]+, saved \$[\d.]+ ?Press Enter to close\./);
  await window.screenshot("terminal-summary");
  await press("Enter");
  await closed();
  await until("the gateway has ended with the terminal", () => gatewaysOf(host).length === 0);
});

const installed: string | undefined = programFolder("claude");

test.skipIf(installed === undefined)("the real Claude Code answers there, and says at its end what it cost", async () => {
  rmSync(home.path("programs/claude"), { force: true });
  symlinkSync(join(installed ?? "", "claude"), home.path("programs/claude"));
  home.write("home/.claude.json", {
    hasCompletedOnboarding: true,
    theme: "dark",
    projects: { [home.path("work")]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
  });
  upstream.reset();
  upstream.answer = () => ({ text: "A word from the model." });

  await openProfile();
  await shows("shift+tab to cycle"); // it is ready
  await window.page.locator(".terminal-wrapper.active .xterm.focus").waitFor();
  await window.page.keyboard.type("Say something.", { delay: 30 });
  await shows("Say something.");
  await window.page.keyboard.press("Enter");
  await shows("A word from the model.");
  await window.screenshot("terminal-real-claude");
  expect(new Set(upstream.keys)).toEqual(new Set([`Bearer ${key}`]));

  await window.page.keyboard.type("/exit", { delay: 30 });
  await window.page.keyboard.press("Enter");
  await shows(/Claude Code: \d+ requests?, .*Press Enter to close\./);
  await window.screenshot("terminal-real-summary");
  await press("Enter");
  await closed();
});
