import { expect, test } from "vitest";
import { asCsv, asJson, usageCsv } from "../../src/live/export";
import { type Action, reduce } from "../../src/live/reduce";
import { initialState, type State } from "../../src/live/state";
import { decision, hard, ledgerOf, listOf, statsOf } from "../support/session";

const now = new Date("2026-11-29T11:00:00Z");
const at = Date.parse("2026-11-29T10:59:00Z");
const state = [
  { kind: "listed", list: listOf("auto") },
  { kind: "routed", decision: hard, at },
  {
    kind: "verdict",
    decisionId: "d-2",
    given: { kind: "given", verdict: "tooStrong", result: { offset: -0.4, threshold: 0.61 } },
  },
  { kind: "counted", stats: statsOf("auto", [hard, decision("d-1")], 1, 3), at },
].reduce((before, action) => reduce(before, action as Action), initialState);
const showing = (reason: string): State => ({ ...state, stats: statsOf("auto", [decision("d", { reason })]) });
const rows = (text: string) => text.trimEnd().split("\r\n");

test("json_holds_all_that_is_shown_with_its_times", () => {
  const { name, type, text } = asJson(state, now);
  expect([name, type]).toEqual(["shim-2026-11-29T11-00-00.json", "application/json"]);
  expect(JSON.parse(text)).toMatchObject({
    exported: "2026-11-29T11:00:00.000Z",
    active: "auto",
    models: [{ slug: "auto" }, { slug: "local" }, { slug: "haiku" }, { slug: "opus" }, { slug: "gpt" }],
    status: { requests: 8, savings: { spent: 1, baseline: 3 } },
    decisions: [{ decisionId: "d-2", at: "2026-11-29T10:59:00.000Z", verdict: "tooStrong" }, { decisionId: "d-1" }],
    samples: [{ at: "2026-11-29T10:59:00.000Z", spent: 1 }],
  });
});

test("neither_has_a_key_or_its_name", () => {
  expect(asJson(state, now).text + asCsv(state, now).text).not.toMatch(/"credential"|"task"/);
});

test("csv_has_a_row_for_each_decision", () => {
  const { name, type, text } = asCsv(state, now);
  expect([name, type]).toEqual(["shim-2026-11-29T11-00-00.csv", "text/csv"]);
  const [header, first, second, ...more] = rows(text);
  expect(header).toMatch(/^time,decisionId,slug,.*,verdict$/);
  expect(first).toMatch(/^2026-11-29T10:59:00.000Z,d-2,opus,anthropic,.*,tooStrong$/);
  expect(second).toMatch(/^,d-1,local,/);
  expect(more).toEqual([]);
});

test.each<[string, string, string]>([
  ["a_comma_is_quoted", "one, two", '"one, two"'],
  ["a_quote_is_doubled", 'say "no"', '"say ""no"""'],
  ["a_line_break_is_kept_in_its_cell", "one\ntwo", '"one\ntwo"'],
  ["a_formula_is_a_text", "=1+1", "'=1+1"],
  ["a_formula_with_a_sign_is_a_text", "-1+1", "'-1+1"],
  ["a_formula_with_an_at_is_a_text", '@SUM("a")', '"\'@SUM(""a"")"'],
])("%s", (_, reason, cell) => {
  expect(asCsv(showing(reason), now).text).toContain(`,${cell},`);
});

test("usage_has_a_row_for_each_line_of_the_record", () => {
  const { name, type, text } = usageCsv(ledgerOf("model"), now);
  expect([name, type]).toEqual(["shim-usage-2026-11-29T11-00-00.csv", "text/csv"]);
  const [header, first, ...more] = rows(text);
  expect(header).toBe("model,calls,failed,cancelled,unpriced,input,cachedInput,output,cost,saved,medianMs");
  expect(first).toMatch(/^opus,41,2,1,0,508400,369000,26240,6.2,/);
  expect(more).toHaveLength(3);
});

test("a_name_in_usage_is_no_formula", () => {
  const ledger = ledgerOf("tenant");
  const text = usageCsv({ ...ledger, rows: ledger.rows.map((row) => ({ ...row, key: "=cmd" })) }, now).text;
  expect(text).toContain("\r\n'=cmd,");
});
