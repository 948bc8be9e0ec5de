import type { Budget, Decision, Ledger, LedgerGroup, LedgerRow, Model, ModelList, Stats } from "shim-lsp-client/protocol";

/** A session as the gateway tells it, with one of each that the page has to show. */
export function model(slug: string, more: Partial<Model> = {}): Model {
  return {
    slug,
    displayName: slug,
    kind: "model",
    credential: { kind: "none" },
    provider: "anthropic",
    model: `${slug}-1`,
    supportsImages: true,
    supportsTools: true,
    cost: 1,
    active: false,
    availability: { state: "available" },
    ...more,
  };
}

export const soon = "2026-11-29T11:15:00Z";

export const models: readonly Model[] = [
  model("auto", { displayName: "Auto", kind: "auto", provider: "shim", model: "auto", cost: 0 }),
  model("local", {
    displayName: "Qwen3 Coder 30B",
    provider: "ollama",
    model: "qwen3-coder:30b",
    contextWindow: 32_768,
    cost: 0,
    pricing: { input: 0, output: 0 },
  }),
  model("haiku", {
    displayName: "Claude Haiku 5.5",
    model: "claude-haiku-5-5",
    contextWindow: 200_000,
    cost: 6,
    pricing: { input: 1, cachedInput: 0.1, output: 5 },
    availability: { state: "rateLimited", until: soon, reason: "rate limited" },
  }),
  model("opus", {
    displayName: "Claude Opus 5.5",
    model: "claude-opus-5-5",
    contextWindow: 1_000_000,
    cost: 30,
    pricing: { input: 5, cachedInput: 0.5, output: 25 },
  }),
  model("gpt", {
    displayName: "GPT 5.5",
    provider: "openai",
    model: "gpt-5.5",
    credential: { kind: "env", name: "OPENAI_API_KEY" },
    cost: 20,
    pricing: { input: 3, output: 17 },
    availability: {
      state: "missingCredential",
      code: "variableNotSet",
      reason: "OPENAI_API_KEY is not set. Run: export OPENAI_API_KEY=…",
    },
  }),
];

export function listOf(active: string, list = models): ModelList {
  return {
    active,
    generation: 1,
    models: list.map((each) => ({ ...each, active: each.slug === active })),
    catalog: { version: 1, sources: ["/home/ada/.config/shim-lsp/models.json"], problems: [] },
  };
}

export function decision(id: string, more: Partial<Decision> = {}): Decision {
  return {
    decisionId: id,
    slug: "local",
    model: "qwen3-coder:30b",
    provider: "ollama",
    source: "embedded",
    reason: "local is the cheapest of 2 that reach 0.70: a small edit, a detail, a file named",
    score: 0.9985,
    threshold: 0.7,
    candidates: [
      { slug: "local", score: 0.9985, cost: 0, verdict: "chosen", strength: 0.5, strengthSource: "catalog" },
      { slug: "opus", score: 1, cost: 30, verdict: "viable", strength: 0.95, strengthSource: "catalog" },
      { slug: "haiku", cost: 6, verdict: "rejected", rejection: "rateLimited" },
    ],
    generation: 1,
    elapsedMicroseconds: 1_815,
    estimated: { inputTokens: 11, outputTokens: 1_000, cost: 0, baselineCost: 0.025, saved: 0.025 },
    ...more,
  };
}

export const hard = decision("d-2", {
  slug: "opus",
  model: "claude-opus-5-5",
  provider: "anthropic",
  source: "classifier",
  reason: "opus is the only one to reach 0.70: conditions that must hold, a failure that comes and goes, wide scope",
  score: 0.91,
  candidates: [
    { slug: "opus", score: 0.91, cost: 30, verdict: "chosen" },
    { slug: "local", score: 0.22, cost: 0, verdict: "belowThreshold" },
    { slug: "haiku", cost: 6, verdict: "rejected", rejection: "rateLimited" },
  ],
  elapsedMicroseconds: 640_000,
});

export function statsOf(active: string, recent: readonly Decision[], spent = 0, baseline = 0): Stats {
  return {
    generation: 1,
    active,
    entries: 3,
    capacity: 256,
    requests: 8,
    hits: 3,
    misses: 5,
    coalesced: 0,
    bypassed: 0,
    evictions: 0,
    expired: 0,
    invalidations: {},
    classifier: { calls: 0, failures: 0, timeouts: 0, queueRejected: 0, latencyMs: { p50: 0, p99: 0 } },
    decisions: { local: 6, opus: 2 },
    fallbacks: 0,
    savings: { spent, baseline, classifier: 0, net: baseline - spent },
    recent,
  };
}

function row(key: string, calls: number, cost: number, more: Partial<LedgerRow> = {}): LedgerRow {
  return {
    key,
    calls,
    failed: 0,
    cancelled: 0,
    unpriced: 0,
    input: 12_400 * calls,
    cachedInput: 9_000 * calls,
    output: 640 * calls,
    cost,
    saved: 3 * cost,
    medianMs: 2_350,
    ...more,
  };
}

const rows: Readonly<Record<LedgerGroup, readonly LedgerRow[]>> = {
  model: [
    row("opus", 41, 6.2, { failed: 2, cancelled: 1 }),
    row("haiku", 212, 1.4, { failed: 9 }),
    row("local", 530, 0, { unpriced: 3, cachedInput: 0, medianMs: 640 }),
    row("gone", 4, 0.02),
  ],
  day: [row("2026-11-28", 390, 3.1), row("2026-11-29", 397, 4.52, { failed: 11, cancelled: 1 })],
  workspace: [row("/home/ada/work/parser", 787, 7.62)],
  tenant: [row("local", 787, 7.62)],
};

/** A record of calls as the gateway sums it. */
export function ledgerOf(by: LedgerGroup): Ledger {
  return {
    since: "2026-11-23",
    by,
    rows: rows[by],
    total: row("", 787, 7.62, { failed: 11, cancelled: 1, unpriced: 3 }),
  };
}

/** A budget of each state. */
export const budgets: readonly Budget[] = [
  {
    scope: "catalog",
    period: "day",
    limit: 20,
    soft: 16,
    spent: 16.2,
    reserved: 1.25,
    state: "soft",
    ends: "2026-11-30T00:00:00Z",
    source: "/home/ada/.config/shim-lsp/models.json",
    field: "budget.daily",
  },
  {
    scope: "tenant",
    period: "day",
    limit: 5,
    soft: 4,
    spent: 5.1,
    reserved: 0,
    state: "hard",
    ends: "2026-11-30T00:00:00Z",
    source: "/home/ada/.config/shim-lsp/models.json",
    field: "budget.per_tenant.daily",
  },
  {
    scope: "workspace",
    period: "month",
    limit: 100,
    soft: 80,
    spent: 31,
    reserved: 0,
    state: "ok",
    ends: "2026-12-01T00:00:00Z",
    source: "/home/ada/.config/shim-lsp/models.json",
    field: "budget.per_workspace.monthly",
  },
];
