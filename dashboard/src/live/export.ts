import type { Decision, Ledger, LedgerRow } from "shim-lsp-client/protocol";
import type { ExportedFile } from "../backend";
import type { State } from "./state";

/** All that the page shows, for a program. The text of a task is nowhere in the page's state. */
export function asJson(state: State, now: Date): ExportedFile {
  const { stats, list, samples, timings, invalidations, changes, usage } = state;
  const time = <T extends { readonly at: number }>({ at, ...rest }: T) => ({ at: instant(at), ...rest });
  const content = {
    exported: now.toISOString(),
    active: list?.active,
    models: list?.models.map(({ slug, displayName, provider, model, cost, pricing, availability }) => ({
      slug,
      displayName,
      provider,
      model,
      cost,
      pricing,
      availability,
    })),
    status: stats && { ...stats, recent: undefined },
    decisions: stats?.recent.map((decision) => ({
      at: arrival(state, decision),
      verdict: verdictOf(state, decision),
      ...decision,
    })),
    usage: usage.ledger,
    samples: samples.map(time),
    timings: timings.map(time),
    invalidations: invalidations.map(time),
    healthChanges: changes.map(time),
  };
  return { name: fileName("json", now), type: "application/json", text: `${JSON.stringify(content, null, 2)}\n` };
}

type Column = readonly [name: string, value: (decision: Decision, state: State) => string | number | boolean | undefined];

const columns: readonly Column[] = [
  ["time", (decision, state) => arrival(state, decision)],
  ["decisionId", ({ decisionId }) => decisionId],
  ["slug", ({ slug }) => slug],
  ["provider", ({ provider }) => provider],
  ["model", ({ model }) => model],
  ["source", ({ source }) => source],
  ["score", ({ score }) => score],
  ["threshold", ({ threshold }) => threshold],
  ["reason", ({ reason }) => reason],
  ["continues", ({ continues }) => continues],
  ["raised", ({ raised }) => raised?.why],
  ["milliseconds", ({ elapsedMicroseconds }) => elapsedMicroseconds / 1_000],
  ["estimatedCost", ({ estimated }) => estimated?.cost],
  ["estimatedSaved", ({ estimated }) => estimated?.saved],
  ["verdict", (decision, state) => verdictOf(state, decision)],
];

/** The recent decisions as a table, the newest first. */
export function asCsv(state: State, now: Date): ExportedFile {
  const rows = (state.stats?.recent ?? []).map((decision) => columns.map(([, value]) => cell(value(decision, state))));
  return table(
    columns.map(([name]) => name),
    rows,
    fileName("csv", now),
  );
}

const sums = ["calls", "failed", "cancelled", "unpriced", "input", "cachedInput", "output", "cost", "saved", "medianMs"] as const;

/** The recorded usage as a table, with the columns of `shim-lsp usage --csv`. */
export function usageCsv({ by, rows }: Ledger, now: Date): ExportedFile {
  return table(
    [by, ...sums],
    rows.map((row: LedgerRow) => [row.key, ...sums.map((name) => row[name])].map(cell)),
    fileName("csv", now, "shim-usage"),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[], name: string): ExportedFile {
  return { name, type: "text/csv", text: [header, ...rows].map((cells) => `${cells.join(",")}\r\n`).join("") };
}

/** RFC 4180. A text from outside that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value: string | number | boolean | undefined): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function arrival({ arrivals }: State, { decisionId }: Decision): string | undefined {
  const at = arrivals.get(decisionId);
  return at === undefined ? undefined : instant(at);
}

function verdictOf({ verdicts }: State, { decisionId }: Decision): string | undefined {
  const given = verdicts.get(decisionId);
  return given?.kind === "given" ? given.verdict : undefined;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function fileName(ending: string, now: Date, subject = "shim"): string {
  return `${subject}-${now.toISOString().slice(0, 19).replaceAll(":", "-")}.${ending}`;
}
