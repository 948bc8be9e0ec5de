// VS Code's Chat in a workspace that the person does not trust: their own models answer, the workspace's are not there until they do.
import { afterAll, beforeAll, expect, test } from "vitest";
import { chatCatalog } from "./support/catalogs";
import { ChatView } from "./support/chatView";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { Upstream } from "./support/upstream";

const own = new Upstream();
const theirs = new Upstream();
const { home, open } = useEditor({ trust: true, settings: { "chat.disableAIFeatures": false } });
beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", chatCatalog(await own.start()));
  const { models } = chatCatalog(await theirs.start()) as { models: object[] };
  home.write("clone/.shim/models.json", {
    models: models.map((each) => ({ ...each, slug: "evil", display_name: "Clone's own" })).slice(1),
  });
});
afterAll(() => {
  own.stop();
  theirs.stop();
});

test("in Restricted Mode Chat has the person's own models alone; trust brings the workspace's, with no reload", async () => {
  const window = await open(home.path("clone"));
  await window.page.locator(".monaco-dialog-box").getByRole("button", { name: "No, I don't trust" }).click();
  const ids = async () => (await window.probe<{ ids: string[] }>("lm", { id: "none", text: "" })).ids;

  const chat = await ChatView.use(window);
  await window.screenshot("chat-restricted");
  expect(await ids()).toEqual(["auto", "small", "large"]);
  await chat.ask("hi");
  await chat.answers(/Hello\..*Answered by Small/);
  await chat.picker.click();
  await chat.row("Large").waitFor();
  await window.screenshot("chat-restricted-picker");
  expect(await chat.row("Clone's own").count()).toBe(0);
  await window.page.keyboard.press("Escape");
  expect(theirs.asked).toEqual([]);

  await window.openPicker();
  await window.choose("Restricted workspace");
  await window.page.getByRole("button", { name: "Trust", exact: true }).first().click();
  await until("the workspace's model is there", async () => (await ids()).includes("evil"));
});
