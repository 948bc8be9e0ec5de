// VS Code's own Chat, signed out, with the models of a catalog. The providers are a server on this machine.
import { afterAll, beforeAll, expect, test } from "vitest";
import { useEditor } from "./support/open";
import { Upstream } from "./support/upstream";
import { until } from "./support/until";

const upstream = new Upstream();
const { home, open } = useEditor({ settings: { "chat.disableAIFeatures": false } });
beforeAll(async () => {
  const base_url = await upstream.start();
  const model = { provider: "generic-chat-completion-api", base_url, max_context_limit: 64000, max_output_tokens: 8000, supports_images: true };
  home.write("home/.config/shim-lsp/models.json", {
    models: [
      { ...model, slug: "small", display_name: "Small", model: "small-1", strength: 0.5, cost: 1, pricing: { input: 1, output: 5 } },
      { ...model, slug: "large", display_name: "Large", model: "large-1", strength: 0.95, cost: 20, pricing: { input: 5, output: 25 } },
    ],
  });
});
afterAll(() => upstream.stop());

test("Auto answers in the Chat view", async () => {
  const window = await open(home.folder("chat"));
  await window.probe("command", { id: "workbench.action.chat.manage" });
  await window.probe("command", { id: "lm.addLanguageModelsProviderGroup", args: [{ name: "Shim", vendor: "shim" }] });
  await window.page.waitForTimeout(3000);
  await window.screenshot("chat-manage");
  await window.probe("command", {
    id: "workbench.action.chat.open",
    args: [{ query: "hi", isPartialQuery: true, modelSelector: { vendor: "shim", id: "auto" } }],
  });
  await window.page.waitForTimeout(3000);
  await window.screenshot("chat-open");
  await window.page.keyboard.press("Enter");
  await window.page.waitForTimeout(8000);
  await window.screenshot("chat-answer");
  console.log(JSON.stringify(upstream.asked.map((a) => [a.model, a.messages.length, a.tools?.length])));
  await until("it answers", async () => (await window.page.locator(".interactive-session").innerText()).includes("Hello."));
  expect(upstream.asked.length).toBeGreaterThan(0);
});
