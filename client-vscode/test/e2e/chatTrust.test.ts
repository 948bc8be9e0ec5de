// The models in a workspace that the person does not trust: what VS Code's Chat and other extensions have, and when that changes.
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

test("Restricted Mode: Use in Chat says why not, other extensions have the person's own models alone, and trust is enough", async () => {
  const window = await open(home.path("clone"));
  await window.page.locator(".monaco-dialog-box").getByRole("button", { name: "No, I don't trust" }).click();
  const ids = async () => (await window.probe<{ ids: string[] }>("lm", { id: "none", text: "" })).ids;

  expect(await window.probe("lm", { id: "small", text: "hi" })).toMatchObject({
    ids: ["auto", "small", "large"],
    answer: "Hello.",
  });
  expect(theirs.asked).toEqual([]);

  await window.run("Shim: Use in Chat");
  const why = "VS Code's Chat does not work in Restricted Mode. Trust this workspace first.";
  await window.notification(why).waitFor();
  await window.screenshot("chat-restricted");
  await window.press(why, "Manage Trust");
  await window.page.getByRole("button", { name: "Trust", exact: true }).first().click();
  await until("the workspace's model is there", async () => (await ids()).includes("evil"));
  await window.page
    .locator(".monaco-modal-editor-block")
    .getByRole("button", { name: /^Close/ })
    .first()
    .click(); // VS Code's own page

  const chat = await ChatView.use(window);
  await chat.ask("hi");
  await chat.answers(/Hello\..*Answered by/);
});
