// What the page does, in a real browser: switching, live changes, trying a task, and a gateway that goes away and comes back.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { budgets, decision, hard, ledgerOf, listOf, model, statsOf } from "../support/session";
import { openPage, startBrowser } from "./support/browser";
import { ScriptedGateway } from "./support/scriptedGateway";

let browser: Browser;
let gateway: ScriptedGateway;
let page: Page;
let faults: readonly string[];

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  gateway = await new ScriptedGateway(listOf("auto"), statsOf("auto", [])).start();
  ({ page, faults } = await openPage(browser, gateway.url));
  await page.getByText("Live").waitFor();
});

afterEach(async () => {
  await page.context().close();
  await gateway.stop();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const said = (text: string) => page.getByRole("status").filter({ hasText: text });

test("a_click_switches", async () => {
  await button("Use Claude Opus 5.5").click();

  await button("Claude Opus 5.5 is active").waitFor();
  expect(gateway.switched).toEqual(["opus"]);
  await page.waitForFunction(() => document.title === "Claude Opus 5.5 · ShimLsp gateway");
});

test("a_missing_key_is_told_with_what_helps_beside_a_gateway_which_is_no_command_of_an_editor", async () => {
  await page.getByRole("cell").getByText("OPENAI_API_KEY is not set. Run: export OPENAI_API_KEY=…").waitFor();
  expect(await page.getByText("Run Shim:").count()).toBe(0);
});

test("the_keyboard_switches_and_stays_where_it_was", async () => {
  await button("Use Claude Opus 5.5").focus();
  await page.keyboard.press("Enter");

  await button("Claude Opus 5.5 is active").waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Claude Opus 5.5 is active");
  await said("Active model: Claude Opus 5.5").waitFor({ state: "attached" });
});

test("what_another_client_switches_to_is_shown_and_said", async () => {
  gateway.switch("local");

  await button("Qwen3 Coder 30B is active").waitFor();
  await said("Active model: Qwen3 Coder 30B").waitFor({ state: "attached" });
  expect(gateway.switched).toEqual([]);
});

test("a_decision_arrives_with_its_time_and_says_nothing_aloud", async () => {
  gateway.stats = statsOf("auto", [hard, decision("before")]);
  gateway.notify("routed", { decision: hard });

  const rows = page.getByRole("table", { name: "Recent decisions" }).getByRole("row");
  await rows.nth(2).waitFor();
  expect(await rows.nth(1).getByRole("cell").first().innerText()).toMatch(/^\d\d:\d\d:\d\d/);
  expect(await rows.nth(2).getByRole("cell").first().innerText()).toContain("Before this page opened");
  expect(await page.getByRole("status").innerText()).toBe("");
});

test("what_a_person_opened_stays_open_when_a_decision_arrives", async () => {
  gateway.stats = statsOf("auto", [decision("first")]);
  gateway.notify("routed", { decision: decision("first") });
  await page.getByText("3 candidates").click();

  gateway.stats = statsOf("auto", [hard, decision("first")]);
  gateway.notify("routed", { decision: hard });
  const details = page.locator("details");
  await details.nth(1).waitFor();
  expect(await details.evaluateAll((all) => all.map((each) => (each as HTMLDetailsElement).open))).toEqual([false, true]);
});

test("a_verdict_is_sent_and_what_it_changed_is_shown_and_said", async () => {
  gateway.stats = statsOf("auto", [hard, decision("before")]);
  gateway.notify("routed", { decision: hard });
  await button("Claude Opus 5.5 was too strong").click();

  await button("Claude Opus 5.5 was too strong").and(page.locator("[aria-pressed=true]")).waitFor();
  expect(gateway.verdicts).toEqual([{ decisionId: hard.decisionId, verdict: "tooStrong" }]);
  await said("cheaper models get more tasks: the threshold is 0.78").waitFor({ state: "attached" });
  await page.getByRole("cell").getByText("the threshold is 0.78").waitFor();
});

test("what_a_decision_took_from_earlier_turns_is_shown", async () => {
  const raised = { steps: 1, why: "the same tests failed 3 times" };
  gateway.stats = statsOf("auto", [decision("d", { continues: true, raised })]);
  gateway.notify("routed", { decision: decision("d") });

  await page.getByRole("cell").getByText("Continues the task before").waitFor();
  await page.getByRole("cell").getByText("Moved up to a stronger model: the same tests failed 3 times").waitFor();
});

test("when_and_why_the_cache_was_emptied_is_listed", async () => {
  gateway.stats = { ...statsOf("auto", []), invalidations: { modelSwitched: 2, manual: 1 } };
  gateway.notify("modelsChanged", { version: 2, generation: 2, problems: [] });

  const activity = page.getByRole("region", { name: "Routing over time" });
  await activity.getByText("Another model was chosen 2 times, last at").waitFor();
  await activity.getByText("By command once, last at").waitFor();
  await activity.locator("canvas").first().waitFor();
});

test("a_legend_says_the_latest_values_until_a_time_is_pointed_at", async () => {
  const legend = page.getByRole("region", { name: "Spending and savings" }).locator(".u-legend");
  gateway.stats = statsOf("auto", [hard], 0.25, 1.5);
  gateway.notify("routed", { decision: hard });

  await legend.getByText("$0.25").waitFor();
  await legend.getByText("$1.50").waitFor();
  await legend.getByText(/\d:\d\d/).waitFor();
});

test.each([
  ["Export all as JSON", '"decisionId": "d-2"'],
  ["Export decisions as CSV", ",d-2,opus,"],
])("%s_downloads_what_is_shown", async (name, part) => {
  gateway.stats = statsOf("auto", [hard]);
  gateway.notify("routed", { decision: hard });
  await page.getByRole("cell").getByText("Claude Opus 5.5 is the only one to reach 0.70").waitFor();

  const [download] = await Promise.all([page.waitForEvent("download"), button(name).click()]);
  expect(download.suggestedFilename()).toMatch(/^shim-.*\.(json|csv)$/);
  expect(readFileSync(await download.path(), "utf8")).toContain(part);
});

test("a_task_is_tried_and_explained", async () => {
  const asked: string[] = [];
  gateway.decide = (task) => {
    asked.push(task);
    return hard;
  };
  await page.getByLabel("Task", { exact: true }).fill("Find the race");
  await page.keyboard.press("Control+Enter");

  await page.getByRole("heading", { name: "Routed to Claude Opus 5.5" }).waitFor();
  await page.getByRole("heading", { name: "Below the threshold of 0.70" }).waitFor();
  expect(asked).toEqual(["Find the race"]);
  await said("The task goes to Claude Opus 5.5").waitFor({ state: "attached" });
});

test("a_task_that_no_model_can_take_is_explained", async () => {
  const candidates = [{ slug: "local", cost: 0, verdict: "rejected", rejection: "noImages" }];
  gateway.decide = () => ({ code: 1002, message: "No model can take this task now.", data: { candidates } });
  await page.getByLabel("Task", { exact: true }).fill("What is in this picture?");
  await button("Choose a model").click();

  await page.getByRole("heading", { name: "No model can take this task" }).waitFor();
  await page.getByText("cannot read images").waitFor();
});

test("a_gateway_that_goes_and_comes_back_is_told_and_read_anew", async () => {
  await gateway.stop();
  await page.getByText("The gateway has not answered since").waitFor();
  await said("The gateway does not answer.").waitFor({ state: "attached" });

  gateway.list = listOf("opus");
  await gateway.start();
  await page.getByText("Live", { exact: true }).waitFor();
  await button("Claude Opus 5.5 is active").waitFor();
});

test.each(["api/models", "api/status"])("an_answer_that_is_cut_changes_nothing: %s", async (path) => {
  const cut = page.waitForEvent("requestfailed", (request) => request.url().endsWith(path));
  gateway.cuts = path;
  gateway.notify("modelsChanged", { version: 2, generation: 2, problems: [] });
  await cut;

  gateway.cuts = undefined;
  gateway.stats = statsOf("auto", [hard]);
  gateway.notify("routed", { decision: hard });
  await page.getByRole("cell").getByText("Claude Opus 5.5 is the only one to reach 0.70").waitFor();
});

test("a_cookie_that_ended_is_told_with_what_to_do", async () => {
  gateway.signedOut = true;
  gateway.dropStreams();

  await page.getByText("This page's link is no longer valid.").waitFor();
});

test("names_and_problems_are_text_whatever_they_hold", async () => {
  const evil = '<img src=x onerror="document.title=1"><b>bold</b>';
  gateway.list = listOf("evil", [model("evil", { displayName: evil })]);
  gateway.list = {
    ...gateway.list,
    catalog: { ...gateway.list.catalog, problems: [{ code: "c", severity: "error", message: evil, source: "embedded" }] },
  };
  gateway.stats = statsOf("evil", [decision("d", { slug: "evil", reason: evil })]);
  gateway.notify("modelsChanged", { version: 2, generation: 2, problems: [] });

  await page.getByRole("heading", { name: "Problems in the models file" }).waitFor();
  expect(await page.locator("main img, main b").count()).toBe(0);
  expect(await page.getByText(evil).count()).toBeGreaterThan(2);
  expect(faults).toEqual([]);
});

test("usage_names_models_as_the_list_does_and_sums_them", async () => {
  const usage = page.getByRole("table", { name: "Recorded usage" });
  await usage.getByRole("rowheader", { name: "Claude Opus 5.5" }).waitFor();
  await usage.getByRole("rowheader", { name: "gone" }).waitFor(); // a model that is in no catalog any more
  expect(await usage.getByRole("row").last().innerText()).toMatch(/^Total\s+787\s+11/);
});

test("usage_is_shown_by_what_a_person_chooses_with_the_keyboard", async () => {
  await page.getByLabel("By", { exact: true }).focus();
  await page.keyboard.press("ArrowDown");

  const usage = page.getByRole("table", { name: "Recorded usage" });
  await usage.getByRole("columnheader", { name: "Day" }).waitFor();
  await usage.getByRole("rowheader", { name: "2026-11-29" }).waitFor();
  expect(await page.evaluate(() => (document.activeElement as HTMLSelectElement).value)).toBe("day");
});

test("a_record_that_cannot_be_read_says_so", async () => {
  const empty = { ...ledgerOf("model"), rows: [] };
  gateway.ledger = () => ({ ...empty, problem: "The record of calls cannot be read. Look at ledger.db." });
  await page.getByLabel("Since", { exact: true }).selectOption("Today");
  await page.getByText("The record of calls cannot be read.").waitFor();

  gateway.ledger = () => empty;
  await page.getByLabel("Since", { exact: true }).selectOption("30 days");
  await page.getByText("No call was recorded in this time.").waitFor();
});

test("usage_is_exported_as_it_is_shown", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), button("Export usage as CSV").click()]);
  expect(download.suggestedFilename()).toMatch(/^shim-usage-.*\.csv$/);
  expect(readFileSync(await download.path(), "utf8")).toMatch(/^model,calls,failed,.*\r\nopus,41,2,/);
});

test("budgets_say_what_is_spent_what_follows_and_when_they_start_anew", async () => {
  expect(await page.getByRole("heading", { name: "Budgets" }).count()).toBe(0);
  gateway.stats = { ...gateway.stats, budget: budgets };
  gateway.notify("modelsChanged", { catalogVersion: 2, generation: 2, problems: [] });

  const rows = page.getByRole("table", { name: "Budgets" }).getByRole("row");
  await rows.filter({ hasText: "Daily budget" }).first().waitFor();
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringContaining("Starts anew"),
    expect.stringMatching(/Daily budget[^]*budget\.daily in [^]*\$16\.20 of \$20\.00[^]*\$1\.25[^]*Auto prefers cheaper models/),
    expect.stringMatching(/Daily budget of this tenant[^]*\$5\.10 of \$5\.00[^]*Nothing[^]*Only models without a price are used/),
    expect.stringMatching(/Monthly budget of this workspace[^]*In order/),
  ]);
  expect(await page.getByRole("meter", { name: "Daily budget, spent" }).getAttribute("value")).toBe("16.2");
});
