// A person gives a key in the editor: it is stored there, the server has it at once and after every start, and nothing shows it. And they
// say which keys a workspace may send.
import { chmodSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "../unit/support/server";
import { haiku, local, opus } from "./support/catalogs";
import { useEditor } from "./support/open";
import { serverOf, serversOf } from "./support/processes";
import { until } from "./support/until";
import type { Window } from "./support/window";

const { home, open } = useEditor();
const canary = "sk-canary-e2e-7f3d";

const takesKeys = ask([{ method: "setCredential", params: { name: "KEY", secret: null } }])[0]?.error?.code !== -32601;

async function stateOf(window: Window, slug: string, folder?: string): Promise<string | undefined> {
  const { models } = await window.request<Awaited<ReturnType<Window["models"]>>>(
    "listModels",
    folder === undefined ? {} : { workspaceFolder: `file://${folder}` },
  );
  return models.find((model) => model.slug === slug)?.availability.state;
}

test.skipIf(!takesKeys)("a key is given from the picker, outlives the server, reaches every folder, and is removed", async () => {
  home.write("home/.config/shim-lsp/models.json", {
    models: [local, { ...haiku, api_key: "${secret:TEAM_KEY}" }, { ...opus, api_key: "${env:SHIM_NO_SUCH_VARIABLE}" }],
  });
  const [shop, docs] = [home.folder("keys/shop"), home.folder("keys/docs")];
  const window = await open(home.write("keys/both.code-workspace", { folders: [{ path: "shop" }, { path: "docs" }] }));
  const host = await window.hostPid();
  const both = async (slug: string) => [await stateOf(window, slug, shop), await stateOf(window, slug, docs)].join();
  expect(await both("haiku")).toBe("missingCredential,missingCredential");
  expect(await window.palette("Shim: Remove")).not.toEqual(expect.arrayContaining([expect.stringContaining("Remove API Key")]));

  await window.status.locator("a").first().click();
  await until("the picker is open", async () => (await window.quickTitle()).startsWith("Switch model for"));
  await window.row("Claude Haiku").hover();
  await window.row("Claude Haiku").getByRole("button", { name: "Set API key" }).click();
  const box = window.quick.locator("input:visible");
  await until("it asks for the key", async () => (await window.quickTitle()) === "Set API key TEAM_KEY");
  expect(await box.getAttribute("placeholder")).toBe("TEAM_KEY, for Claude Haiku");
  expect(await box.getAttribute("type")).toBe("password");
  await box.fill(canary);
  await window.screenshot("key");
  await window.page.keyboard.press("Enter");
  await window.notification("TEAM_KEY is stored. Used by Claude Haiku.").waitFor();
  expect(await both("haiku")).toBe("available,available");
  expect(await both("opus")).toBe("missingCredential,missingCredential");

  // By the palette, for a reference to a variable: the secret of that name comes first.
  await window.run("Shim: Set API Key...");
  await window.choose("SHIM_NO_SUCH_VARIABLE");
  await until("it asks for the key", async () => (await window.quickTitle()) === "Set API key SHIM_NO_SUCH_VARIABLE");
  await box.fill(canary);
  await window.page.keyboard.press("Enter");
  await window.notification("SHIM_NO_SUCH_VARIABLE is stored. Used by Claude Opus.").waitFor();

  // A server keeps keys only in memory, so each one gets them again: after a restart, after its end, and for a new folder.
  // Requests in the meantime wait for that, so each server's first answers already have all of them.
  const restarted = await another(host, () => window.run("Shim: Restart Server"));
  expect([await both("haiku"), await both("opus")]).toEqual(["available,available", "available,available"]);
  await another(host, () => process.kill(restarted, "SIGKILL"));
  expect([await both("opus"), await both("haiku")]).toEqual(["available,available", "available,available"]);
  const added = home.folder("keys/added");
  await window.probe("addFolder", { folder: added });
  await until("the new folder has them too", async () => (await stateOf(window, "haiku", added)) === "available");
  expect(await window.page.content()).not.toContain(canary);
  expect((await window.notifications()).join("\n")).not.toContain(canary);

  await window.page.reload();
  await window.ready();
  await until("VS Code has kept them", async () => (await both("haiku")) === "available,available", 30_000);
  await window.run("Shim: Remove API Key...");
  await window.choose("TEAM_KEY");
  await window.notification("TEAM_KEY is removed. Now without a key: Claude Haiku.").waitFor();
  expect(await both("haiku")).toBe("missingCredential,missingCredential");
  expect(await both("opus")).toBe("available,available");
});

/** The server that comes after the one that runs, when that is brought to its end. */
async function another(host: number, end: () => unknown): Promise<number> {
  const before = serverOf(host);
  await end();
  return until("another runs", () => serversOf(host).find((pid) => pid !== before));
}

/** The server inside the package, as one of a version that has no `setCredential`: it is asked for a method of another name. */
function olderServer(extensions: string): string {
  const path = home.write(
    "older-shim-lsp",
    `#!${process.execPath}
const { existsSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const folder = readdirSync(${JSON.stringify(extensions)}).find((name) => name.startsWith("shim-lsp.shim-lsp"));
const inside = join(${JSON.stringify(extensions)}, folder, "server", "shim-lsp");
const [program, ...before] = existsSync(inside) ? [inside] : ["dotnet", inside + ".dll"];
const args = [...before, ...process.argv.slice(2)];
const child = require("node:child_process").spawn(program, args, { stdio: ["pipe", "inherit", "inherit"] });
process.stdin.on("data", (data) => child.stdin.write(data.toString("latin1").replace("shim/setCredential", "shim/setSomethings"), "latin1"));
process.stdin.on("end", () => child.stdin.end());
child.on("exit", (code) => process.exit(code ?? 1));
`,
  );
  chmodSync(path, 0o755);
  return path;
}

test("an older server takes no keys: that is said in a sentence, and every start works as before", async () => {
  home.write("home/.config/shim-lsp/models.json", { models: [local, { ...haiku, api_key: "${secret:OLD_KEY}" }] });
  const window = await open(home.folder("older"));
  onTestFinished(() => window.configure("shim.server.path", null));
  await window.configure("shim.server.path", olderServer(home.path("extensions")));
  await until("it answers", () => window.stats());
  await window.statusShows("Auto");

  await window.openPicker();
  await window.row("Claude Haiku").hover();
  await window.row("Claude Haiku").getByRole("button", { name: "Set API key" }).click();
  await until("it asks for the key", async () => (await window.quickTitle()) === "Set API key OLD_KEY");
  await window.quick.locator("input:visible").fill(canary);
  await window.page.keyboard.press("Enter");
  await window.notification("OLD_KEY is stored, but this version of the Shim server takes no keys.").waitFor();
  expect(await window.notifications()).toHaveLength(1);

  await window.run("Shim: Restart Server");
  await until("it answers again", () => window.stats());
  await window.statusShows("Auto");
  expect(await stateOf(window, "haiku")).toBe("missingCredential");
  await window.run("Shim: Remove API Key...");
  await window.choose("OLD_KEY");
  await window.notification("OLD_KEY is removed.").waitFor();
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
  const question = window.dialog("Let this workspace send SHIM_TEST_KEY to https://models.example.com:443?");
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
