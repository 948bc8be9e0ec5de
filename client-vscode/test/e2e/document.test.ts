// What a decision was, as a document to keep: VS Code's own preview of Markdown, with nothing left to save.
// A file of its own: in a window that opens after another was closed, Chromium leaves a webview waiting that asks for a newer service worker.
import { expect, test } from "vitest";
import { easy } from "./support/catalogs";
import { useEditor } from "./support/open";
import { plain } from "./support/window";

const { home, open } = useEditor();

test("a document of the decision, without the task", async () => {
  const window = await open(home.folder("work"));
  await window.route(easy);
  await window.statusShows("Auto: Qwen Local");

  await window.run("Shim: Show Last Decision");
  await window.quick.getByRole("button", { name: "Open as a document" }).click();
  const preview = window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  await preview.locator("h1", { hasText: "Routed to Qwen Local" }).waitFor();
  const text = plain(await preview.locator("body").innerText());
  await window.screenshot("document");

  expect(text).toContain("Qwen Local is the cheapest of 3 that reach 0.70");
  expect(text).toContain('"source": "embedded"');
  expect(text).not.toMatch(/main\.py|&#/);
  expect(await window.page.locator(".tab.dirty").count()).toBe(0);
});
