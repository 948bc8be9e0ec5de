import type { Decision, Model, ModelList, Stats } from "shim-lsp-client/protocol";

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
