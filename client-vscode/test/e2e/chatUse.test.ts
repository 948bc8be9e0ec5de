// Use in Chat and its undo, in VS Code's own Chat, signed out; and other extensions, which need neither.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chatCatalog, hard } from "./support/catalogs";
import { ChatView } from "./support/chatView";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { Upstream } from "./support/upstream";

const key = "sk-test-7f3a9c51d2";
const upstream = new Upstream();
const { home, open } = useEditor({ settings: { "chat.disableAIFeatures": true }, variables: { SHIM_CHAT_KEY: key } });
beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", chatCatalog(await upstream.start(), "${env:SHIM_CHAT_KEY}"));
});
afterAll(() => upstream.stop());

const settings = () => JSON.parse(readFileSync(home.path("data/User/settings.json"), "utf8")) as Record<string, unknown>;
const groups = () => JSON.parse(readFileSync(home.path("data/User/chatLanguageModels.json"), "utf8")) as object[];

test("another extension uses the models with no dialog, before anything is set up", async () => {
  const window = await open(home.folder("other"));

  const { ids, answer, tokens } = await window.probe<{ ids: string[]; answer: string; tokens: number }>("lm", {
    id: "auto",
    text: "hi there",
  });

  expect([ids, answer]).toEqual([["auto", "small", "large"], "Hello."]);
  expect(tokens).toBeGreaterThan(0);
  expect(await window.page.locator(".monaco-dialog-box").count()).toBe(0);
  expect(upstream.keys).toEqual([`Bearer ${key}`]);
});

test("Use in Chat does all that is needed and lasts over a reload; undo leaves nothing; the key is in no file", async () => {
  const window = await open(home.folder("use"));

  let chat = await ChatView.use(window);
  expect(groups()).toEqual([{ vendor: "shim", name: "Shim", show: "all" }]);
  expect(settings()).toMatchObject({ "chat.utilityModel": "shim/auto", "chat.utilitySmallModel": "shim/auto" });
  rmSync(home.path("probes/use.json")); // of the extensions that end now
  await window.page.reload();
  await window.ready();
  await window.probe("command", { id: "workbench.action.chat.open" });
  chat = new ChatView(window);
  await until("Chat has Auto again", async () => (await chat.model()) === "Auto");
  await chat.ask("hi");
  await chat.answers("Hello.");
  const { ids } = await window.probe<{ ids: string[] }>("lm", { id: "none", text: "" });
  expect(ids).toEqual(["auto", "small", "large"]); // once each, though there is a group now

  // What was routed is asked there, of the model that it was routed to.
  await window.run("Shim: Route Selection or Prompt");
  await window.quick.locator("input[type=text]").fill(hard);
  await window.page.keyboard.press("Enter");
  await until("the explanation is open", async () => (await window.quickTitle()).startsWith("Routed to Large"));
  await window.quick.getByRole("button", { name: "Ask here: Chat with this model" }).click();
  await until("it is asked of the model", async () => (await chat.model()).startsWith("Large"));
  expect(await chat.input()).toBe(hard);
  await window.page.keyboard.press("Enter");
  await chat.answers(/Answered by Large/);

  await window.run("Shim: Stop Using in Chat");
  await window.notification("Your models are out of Chat.").waitFor();
  await window.screenshot("chat-undone");
  expect(groups()).toEqual([]);
  expect(settings()).not.toHaveProperty("chat.utilityModel");
  expect(settings()).toMatchObject({ "chat.disableAIFeatures": true });
  await until("other extensions have them still", async () => {
    const left = await window.probe<{ ids: string[] }>("lm", { id: "none", text: "" });
    return left.ids.length === 3;
  });
  expect(filesWith(key)).toEqual([]);
});

function filesWith(text: string): string[] {
  return readdirSync(home.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/extensions/"))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}
