// What a person sees, in each kind of theme and width: what axe-core finds, and pictures for docs/gateway.md.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { dollars } from "#extension/infrastructure/wording/numbers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { budgets, decision, hard, listOf, soon, statsOf } from "../support/session";
import { openPage, startBrowser } from "./support/browser";
import { ScriptedGateway } from "./support/scriptedGateway";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env["SHIM_LSP_SCREENSHOTS"] ?? join(import.meta.dirname, "..", "..", "..", "artifacts", "screenshots");
const opened = new Date("2026-11-29T10:40:00Z");
let browser: Browser;
let gateway: ScriptedGateway;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await startBrowser();
  gateway = await new ScriptedGateway(listOf("auto"), statsOf("auto", [decision("d-0")])).start();
  gateway.decide = () => hard;
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

/** A page at work for half an hour: spending grew, a model was rate limited, tasks were routed, and one was tried. */
async function atWork(options: BrowserContextOptions) {
  gateway.stats = statsOf("auto", [decision("d-0")]);
  const { page, faults } = await openPage(browser, "about:blank", options);
  await page.clock.install({ time: opened });
  await page.goto(gateway.url);
  await page.getByText("Live").waitFor();
  for (let minute = 1; minute <= 6; minute++) {
    const spent = 0.012 * minute;
    gateway.stats = {
      ...statsOf("auto", [decision("d-0")], spent, 0.05 * minute + 0.004 * minute * minute),
      requests: 4 * minute,
      hits: minute < 4 ? minute : 3 * minute - 8,
      invalidations: minute < 4 ? {} : { modelSwitched: 1 },
    };
    await page.clock.fastForward(300_000); // the time limits of the page's requests pass too: the next minute must wait for them
    await page.getByRole("definition").getByText(dollars(spent), { exact: true }).waitFor();
  }

  const next = decision("d-1", { source: "cache", continues: true });
  const raised = { ...hard, raised: { steps: 1, why: "the same tests failed 3 times" } };
  gateway.stats = { ...gateway.stats, budget: budgets, recent: [raised, next, decision("d-0")] };
  gateway.notify("routed", { decision: next });
  gateway.notify("routed", { decision: hard });
  await page.getByRole("button", { name: "Claude Opus 5.5 was right" }).click();
  gateway.notify("availabilityChanged", { slug: "haiku", availability: { state: "rateLimited", until: soon } });
  await page.getByText("Claude Opus 5.5 is the only one").first().waitFor();
  await page.getByRole("cell").getByText("The threshold stays").waitFor();
  await page.getByLabel("Task", { exact: true }).fill("Find the race that deadlocks the pool under load");
  await page.getByRole("button", { name: "Choose a model" }).click();
  await page.getByRole("heading", { name: "Routed to Claude Opus 5.5" }).waitFor();
  return { page, faults };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.clock.resume(); // axe waits by timers
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe;
    return (await runner.run()).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

const desktop = { width: 960, height: 800 };
const narrow = { width: 320, height: 640 };

test.each<[string, BrowserContextOptions]>([
  ["desktop-light", { viewport: desktop, colorScheme: "light" }],
  ["desktop-dark", { viewport: desktop, colorScheme: "dark" }],
  ["narrow-light", { viewport: narrow, colorScheme: "light" }],
  ["narrow-dark", { viewport: narrow, colorScheme: "dark" }],
  ["high-contrast", { viewport: desktop, forcedColors: "active", colorScheme: "dark" }],
])("%s has no accessibility fault, nothing cut off, and breaks no policy", async (name, options) => {
  const { page, faults } = await atWork(options);
  await page.screenshot({ path: join(pictures, `dashboard-${name}.png`), fullPage: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(pictures, `docs-dashboard-${name}.png`) });

  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(faults).toEqual([]);
  await page.context().close();
});
