// A fresh install beside Ollama: how many clicks there are to the first routed answer in VS Code's own Chat.
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ChatView } from "./support/chatView";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { Upstream } from "./support/upstream";

const ollama = new Upstream();
const { home, open } = useEditor({ settings: { "chat.disableAIFeatures": false } });
let taken = false;
beforeAll(async () => {
  rmSync(home.path("home/.config/shim-lsp/models.json"));
  taken = await ollama.start(11434).then(
    () => false,
    () => true, // an Ollama runs here
  );
});
afterAll(() => ollama.stop());

test("three clicks from a fresh install to a routed answer in Chat", async ({ skip }) => {
  skip(taken && process.env["CI"] !== "true", "Port 11434 is in use.");
  const window = await open(home.folder("first"));
  await window.page.evaluate(() => {
    const counted = globalThis as unknown as { clicks: number };
    counted.clicks = 0;
    document.addEventListener("click", () => counted.clicks++, true);
  });

  await window.openPicker();
  await until("it lists the models", async () => (await window.quickRows()).length > 4);
  await window.screenshot("first-1-picker");
  await window.quick.getByRole("button", { name: "Use in Chat" }).click();
  const chat = new ChatView(window);
  await until("Chat has Auto", async () => (await chat.model()) === "Auto");
  await window.screenshot("first-2-chat");
  await window.page.keyboard.type("Rename n to count in main.py");
  await window.page.locator(".chat-execute-toolbar a[aria-label^='Send']").click();
  await chat.answers(/Hello\..*Answered by Qwen 3\.5 9B/);
  await window.page.locator(".chat-execute-toolbar a[aria-label^='Send']").waitFor(); // it has ended
  await window.screenshot("first-3-answer");

  expect(await window.page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks)).toBeLessThanOrEqual(3);
  expect(ollama.asked.map(({ model }) => model)).toContain("qwen3.5:9b");
});
