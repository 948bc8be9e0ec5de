// VS Code's own Chat, signed out, with the models of a catalog. The providers are a server on this machine.
import { afterAll, beforeAll, expect, test } from "vitest";
import { chatCatalog } from "./support/catalogs";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { Upstream } from "./support/upstream";

const upstream = new Upstream();
const { home, open } = useEditor({ settings: { "chat.disableAIFeatures": false } });
beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", chatCatalog(await upstream.start()));
});
afterAll(() => upstream.stop());

test("Auto answers in the Chat view", async () => {
  const window = await open(home.folder("chat"));

  await window.run("Shim: Use in Chat");
  const input = window.page.locator(".interactive-input-editor");
  await input.waitFor();
  await window.page.keyboard.type("hi");
  await window.page.keyboard.press("Enter");

  await until("it answers", async () => (await window.page.locator(".interactive-session").innerText()).includes("Hello."));
  expect(upstream.asked.map(({ model }) => model)).toContain("small-1");
});
