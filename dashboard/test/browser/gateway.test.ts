// The page of a real gateway: it switches, shows what other clients do, and says when the gateway is gone.
import type { Browser, Page } from "playwright-core";
import type { ModelList } from "#extension/infrastructure/protocol/types";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, startBrowser } from "./support/browser";
import { RealGateway } from "./support/realGateway";

const local = { provider: "ollama", base_url: "http://127.0.0.1:9/v1" };
const catalog = {
  models: [
    { ...local, slug: "small", model: "small-1", display_name: "Small", strength: 0.5, cost: 1 },
    { ...local, slug: "large", model: "large-1", display_name: "Large", strength: 0.95, cost: 9 },
  ],
};

let browser: Browser;
let gateway: RealGateway;
let page: Page;
let faults: readonly string[];

beforeAll(async () => {
  [browser, gateway] = await Promise.all([startBrowser(), RealGateway.start(catalog)]);
  ({ page, faults } = await openPage(browser, gateway.page));
  await page.getByText("Live", { exact: true }).waitFor();
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
  gateway.remove();
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
  await decisions.getByText(/small is the cheapest of 2/).waitFor();
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
