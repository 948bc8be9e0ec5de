// The page of a real gateway: it switches, shows what other clients do, and says when the gateway is gone.
import type { Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import type { ModelList } from "shim-lsp-client/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, startBrowser } from "./support/browser";
import { RealGateway } from "./support/realGateway";
import { startUpstream } from "./support/upstream";

const catalog = (url: string) => ({
  models: [
    { slug: "small", model: "small-1", display_name: "Small", strength: 0.5, pricing: { input: 1, output: 5 } },
    { slug: "large", model: "large-1", display_name: "Large", strength: 0.95, pricing: { input: 5, output: 25 } },
  ].map((model) => ({ ...model, provider: "generic-chat-completion-api", base_url: url })),
});

let browser: Browser;
let gateway: RealGateway;
let upstream: Server;
let page: Page;
let faults: readonly string[];

beforeAll(async () => {
  const { url, server } = await startUpstream();
  upstream = server;
  [browser, gateway] = await Promise.all([startBrowser(), RealGateway.start(catalog(url))]);
  ({ page, faults } = await openPage(browser, gateway.page));
  await page.getByText("Live", { exact: true }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
  gateway.remove();
  upstream.close();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });

test("the_link_is_gone_from_the_address", () => {
  expect(page.url()).toBe(`${gateway.url}/`);
});

test("a_click_switches_the_gateway", async () => {
  await button("Use Large").click();
  await button("Large is active").waitFor();
  expect((await gateway.ask<ModelList>("GET", "/api/models")).active).toBe("large");
});

test("what_another_client_does_arrives", async () => {
  await gateway.ask("POST", "/api/switch", { slug: "auto" });
  await button("Auto is active").waitFor();

  await gateway.ask("POST", "/api/route", { task: "Rename the variable n to count in main.py" });
  const decisions = page.getByRole("table", { name: "Recent decisions" });
  await decisions.getByRole("rowheader", { name: "Small" }).waitFor();
  await decisions.getByText(/Small is the cheapest of 2/).waitFor();
});

test("what_a_reply_cost_and_what_it_saved_arrives", async () => {
  const messages = [{ role: "user", content: "Rename the variable n to count in main.py" }];
  await gateway.ask("POST", "/v1/chat/completions", { model: "auto", messages });

  const spending = page.getByRole("region", { name: "Spending and savings" });
  // The chart's legend repeats the figures as soon as it is drawn.
  const fact = (figure: string) => spending.getByRole("definition").getByText(figure, { exact: true });
  await fact("$0.0060").waitFor(); // 1,000 tokens at $1 a million and 1,000 at $5
  await fact("$0.03").waitFor(); // the same at $5 and $25
  await spending.locator("canvas").waitFor();
});

test("a_task_is_tried_and_explained", async () => {
  await page.getByLabel("Task", { exact: true }).fill("Find the race that deadlocks the connection pool under load");
  await button("Choose a model").click();
  await page.getByRole("heading", { name: /^Routed to/ }).waitFor();
});

test("nothing_was_refused_or_broken_on_the_way", () => {
  expect(faults).toEqual([]);
});

test("a_gateway_that_stops_is_told", async () => {
  await gateway.stop();
  await page.getByText("The gateway has not answered since").waitFor();
});
