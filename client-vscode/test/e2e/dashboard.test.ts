// The dashboard in a webview: it shows what is routed, takes a verdict, exports, and is there again after a reload.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { catalog, easy, hard } from "./support/catalogs";
import { Editor } from "./support/editor";
import { Home } from "./support/home";
import { until } from "./support/until";
import type { Window } from "./support/window";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const home = new Home();
let editor: Editor;
let window: Window;
/** What the page's policy kept from running or loading. */
const refused: string[] = [];
/** One key is in a variable, the other in VS Code's secret storage. */
const canaries = ["sk-canary-dashboard-5e", "sk-canary-dashboard-c0"] as const;

beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", catalog);
  editor = await Editor.start(home, { variables: { SHIM_TEST_KEY: canaries[0] } });
  window = await editor.open(home.folder("work"));
  window.page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) {
      refused.push(message.text());
    }
  });
  await window.run("Shim: Open Routing Dashboard");
  await dashboard().getByText("Live", { exact: true }).waitFor();
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") {
    await window.screenshot(`failed-${task.name}`);
  }
});

afterAll(async () => {
  await editor.stop();
  home.remove();
});

/** What the pages of a window hold, all frames together. */
async function everything(page: Page): Promise<string> {
  const frames = await Promise.all(page.frames().map((each) => each.evaluate(() => document.documentElement.outerHTML)));
  return frames.join("\n");
}

function dashboard(): FrameLocator {
  return window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
}

/** The webview's own document, to run things in. */
async function frame(): Promise<Frame> {
  const element = await dashboard().locator("html").elementHandle();
  const found = await element.ownerFrame();
  if (!found) {
    throw new Error("The dashboard has no frame.");
  }

  return found;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function violations(): Promise<string[]> {
  const page = await frame();
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe;
    return (await runner.run()).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

const decisions = () => dashboard().getByRole("table", { name: "Recent decisions" });

test("a_decision_appears_with_its_reason", async () => {
  await window.route(easy);
  await decisions().getByRole("rowheader", { name: "Qwen Local" }).waitFor();
  await decisions()
    .getByText(/Qwen Local is the cheapest/)
    .first()
    .waitFor();
});

test("a_verdict_moves_the_threshold", async () => {
  await decisions().getByRole("button", { name: "Qwen Local was too weak" }).click();
  await decisions()
    .getByText(/the threshold is 0\.\d\d/)
    .waitFor();
  expect((await window.stats()).feedback).toMatchObject({ tooWeak: 1, offset: 0.4 });
});

test("the_keyboard_switches_the_window's_model", async () => {
  await dashboard().getByRole("button", { name: "Use Claude Opus" }).press("Enter");
  await dashboard().getByRole("button", { name: "Claude Opus is active" }).waitFor();
  await window.statusShows("Claude Opus");
  await window.request("switchModel", { slug: "auto" });
  await dashboard().getByRole("button", { name: "Auto is active" }).waitFor();
});

test("a_task_is_tried_and_its_text_is_nowhere_in_the_export", async () => {
  await dashboard().getByLabel("Task", { exact: true }).fill(hard);
  await dashboard().getByRole("button", { name: "Choose a model" }).click();
  await dashboard().getByRole("heading", { name: "Routed to Claude Opus" }).waitFor();

  await dashboard().getByRole("button", { name: "Export all as JSON" }).click();
  await window.quick.locator("input").first().waitFor();
  await window.page.keyboard.press("Enter");
  const text = await until("the export is written", () => {
    const name = home.files("work").find((each) => /^shim-.*\.json$/.test(each));
    const written = name && readFileSync(home.path(`work/${name}`), "utf8");
    return written?.endsWith("}\n") && written;
  });
  expect(JSON.parse(text)).toMatchObject({ active: "auto", decisions: [{ slug: "opus" }, { slug: "local" }] });
  expect(text).not.toContain("deadlock in the pool");
});

test("no_key_is_in_any_page_of_the_window", async () => {
  await window.run("Shim: Set API Key...");
  await window.choose("SHIM_TEST_KEY");
  await until("it asks for the key", async () => (await window.quickTitle()) === "Set API key SHIM_TEST_KEY");
  await window.quick.locator("input:visible").fill(canaries[1]);
  await window.page.keyboard.press("Enter");
  await window.notification("SHIM_TEST_KEY is stored.").waitFor();
  await window.route("Rename the file of the key");
  await decisions().getByRole("rowheader", { name: "Qwen Local" }).first().waitFor();

  const text = await everything(window.page);
  expect(text).toContain("Qwen Local"); // what the dashboard shows is among it
  expect(canaries.filter((key) => text.includes(key))).toEqual([]);
});

test.each([
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
  ["high-contrast", "Default High Contrast"],
  ["high-contrast-light", "Default High Contrast Light"],
])("%s_has_no_accessibility_fault", async (name, theme) => {
  await window.configure("workbench.colorTheme", theme);
  const kind = { dark: "vscode-dark", light: "vscode-light" }[name] ?? `vscode-${name}`;
  await dashboard().locator(`body.${kind}`).waitFor();
  await window.screenshot(`dashboard-${name}`);
  expect(await violations()).toEqual([]);
});

test("320_pixels_cut_nothing_off", async () => {
  await window.probe("command", { id: "workbench.action.closeSidebar" });
  const width = await (await frame()).evaluate(() => innerWidth);
  await window.page.setViewportSize({ width: 1280 - width + 320, height: 800 });
  await until("the dashboard is narrow", async () => (await (await frame()).evaluate(() => innerWidth)) === 320);
  await window.screenshot("dashboard-narrow");
  const cutOff = await (await frame()).evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await window.page.setViewportSize({ width: 1280, height: 800 });
  expect(cutOff).toBeLessThanOrEqual(0);
});

test("it_says_that_its_server_is_gone_and_lives_again_with_the_next", async () => {
  await window.run("Shim: Restart Server");
  await dashboard().getByText("The server is back.").waitFor({ state: "attached" });
  await dashboard().getByText("Live", { exact: true }).waitFor();
});

test("it_is_there_again_after_a_reload", async () => {
  // VS Code saves what is open before it reloads; a reload of the browser's page may come before that.
  const reloaded = window.page.waitForEvent("load");
  await window.run("Developer: Reload Window");
  await reloaded;
  await window.ready();
  await dashboard().getByText("Live", { exact: true }).waitFor();
  await window.route(easy);
  await decisions().getByRole("rowheader", { name: "Qwen Local" }).waitFor();
});

test("nothing_of_it_was_refused_on_the_way", () => {
  expect(refused).toEqual([]);
});
