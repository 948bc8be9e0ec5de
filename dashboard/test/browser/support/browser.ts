import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { vscode } from "../../../../client-vscode/scripts/vscode.mjs";

/** The machine's Chromium. */
export function startBrowser(): Promise<Browser> {
  if (vscode.chromium === undefined) {
    throw new Error(
      "These tests need chromium (Debian: apt-get install chromium-headless-shell; else name one in SHIM_LSP_CHROMIUM).",
    );
  }

  return chromium.launch({ executablePath: vscode.chromium, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A page that remembers what went wrong in it: a broken script, a request that failed, something that its policy forbids. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      faults.push(message.text());
    }
  });
  await page.goto(url);
  return { page, faults };
}
