// A cloned repository has its own models.json. Nothing of it is used before the person trusts it, and no key is sent before
// they allow it.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { big, easy, haiku } from "./support/catalogs";
import { useEditor } from "./support/open";
import { serversOf } from "./support/processes";
import { until } from "./support/until";
import type { Window } from "./support/window";

const { home, open } = useEditor({ trust: true });

async function answerTrust(window: Window, answer: "Yes, I trust" | "No, I don't trust"): Promise<void> {
  await window.page.locator(".monaco-dialog-box").getByRole("button", { name: answer }).click();
}

const evil = { ...big, slug: "evil", display_name: "Clone's own", model: "evil" };

test("a restricted window uses the person's own models and server, and says what it leaves out", async () => {
  const folder = home.folder("hostile");
  home.write("hostile/.shim/models.json", { models: [evil] });
  home.write("hostile/.vscode/settings.json", { "shim.server.path": "/bin/false", "shim.modelsPath": ".shim/models.json" });
  const window = await open(folder);
  await answerTrust(window, "No, I don't trust");

  await window.openPicker();
  const rows = await window.quickRows();
  await window.screenshot("restricted");
  await window.close();

  expect(rows[0]).toBe("Restricted workspace, Its own models.json is not used until you trust the workspace., Problems");
  expect(rows.slice(1).map((row) => row.split(",")[0])).toEqual(["Auto", "Qwen Local", "Claude Haiku", "Claude Opus"]);
  expect(await window.tooltip()).toContain(
    "Restricted: this workspace's own models.json is not used until you trust the workspace.",
  );
  expect(serversOf(await window.hostPid())).toHaveLength(1);
});

test("granting trust is enough, with no reload and no other server", async () => {
  const folder = home.folder("clone");
  home.write("clone/.shim/models.json", { models: [evil] });
  const window = await open(folder);
  await answerTrust(window, "No, I don't trust");
  const host = await window.hostPid();
  const servers = serversOf(host);

  await window.openPicker();
  await window.choose("Restricted workspace");
  await window.page.getByRole("button", { name: "Trust", exact: true }).first().click();

  await until("the clone's model is listed", async () => (await window.models()).models.some((model) => model.slug === "evil"));
  await window.page
    .locator(".monaco-modal-editor-block")
    .getByRole("button", { name: /^Close/ })
    .first()
    .click(); // VS Code's own page
  await window.openPicker();
  await until("and in the picker", async () => (await window.quickRows()).some((row) => row.startsWith("Clone's own")));
  expect([await window.hostPid(), serversOf(host)]).toEqual([host, servers]);
});

test("a trusted clone's models.json sends a key only where that was allowed: asked once, and remembered", async () => {
  const folder = home.folder("keys");
  home.write("keys/.shim/models.json", {
    models: [{ ...haiku, display_name: "Team Haiku", base_url: "https://models.example.com" }, big],
  });
  const window = await open(folder);
  await answerTrust(window, "Yes, I trust");

  const question = "wants to send ${env:SHIM_TEST_KEY} to https://models.example.com:443. Allow it?";
  await window.notification(question).waitFor();
  await window.screenshot("grant");
  const unavailable = async () => (await window.models()).models.find((model) => model.slug === "haiku")?.availability.state;
  expect(await unavailable()).toBe("missingCredential");
  await window.press(question, "Allow");
  await until("it can be used", async () => (await unavailable()) === "available");
  await window.route(easy);
  expect(readdirSync(home.path("home/.local/state/shim-lsp"), { recursive: true }).length).toBeGreaterThan(0);

  await window.run("Shim: Restart Server");
  await until("it answers again", async () => (await unavailable()) === "available");
  await window.shut();
  const again = await open(folder);
  await until(
    "it can be used at once",
    async () => (await again.models()).models.find((model) => model.slug === "haiku")?.availability.state === "available",
  );
  expect(await again.notifications()).toEqual([]);
});
