import type { Candidate, Decision, Model, ModelList, Problem, Stats } from "shim-lsp-client/protocol";
import type { Session } from "../../../src/infrastructure/client/session";
import type { Clock } from "../../../src/infrastructure/wording/availability";

// What the server says, with as little in it as a test needs. Nothing here is a state that a server could not be in.

export const clock: Clock = { now: new Date("2026-11-24T13:00:00Z"), locale: "en-GB", timeZone: "UTC" };

export function model(slug: string, more: Partial<Model> = {}): Model {
  return {
    slug,
    displayName: slug.toUpperCase(),
    kind: "model",
    credential: { kind: "none" },
    provider: "ollama",
    model: `${slug}-1`,
    supportsImages: false,
    supportsTools: true,
    cost: 1,
    active: false,
    availability: { state: "available" },
    ...more,
  };
}

export const auto = model("auto", { displayName: "Auto", kind: "auto", provider: "shim", model: "auto", cost: 0 });

export function list(active: string, models: readonly Model[], problems: readonly Problem[] = []): ModelList {
  return {
    active,
    generation: 3,
    models: models.map((each) => ({ ...each, active: each.slug === active })),
    catalog: { version: 1, sources: ["/home/ann/.config/shim-lsp/models.json"], problems },
  };
}

export function problem(code: string, message: string, severity: Problem["severity"] = "warning"): Problem {
  return { code, message, severity, source: "/home/ann/.config/shim-lsp/models.json" };
}

export const missingKey = (name: string): Partial<Model> => ({
  credential: { kind: "env", name },
  availability: {
    state: "missingCredential",
    code: "variableNotSet",
    reason: `${name} is not set. Run: export ${name}=…`,
  },
});

/** `slug verdict score cost`, with the rejection instead of the score for a rejected one. */
export function candidates(...rows: string[]): Candidate[] {
  return rows.map((row) => {
    const [slug = "", verdict, score, cost] = row.split(/\s+/);
    return verdict === "rejected"
      ? { slug, verdict, cost: Number(cost), rejection: score as Exclude<Candidate["rejection"], undefined> }
      : { slug, verdict: verdict as Candidate["verdict"], cost: Number(cost), ...(score !== "-" && { score: Number(score) }) };
  });
}

export function decision(slug: string, more: Partial<Decision> = {}): Decision {
  return {
    decisionId: "d-1",
    slug,
    model: `${slug}-1`,
    provider: "ollama",
    source: "embedded",
    reason: `${slug} is the cheapest of 2 that reach 0.70: short`,
    score: 0.8,
    threshold: 0.7,
    candidates: candidates(`${slug} chosen 0.8 1`),
    generation: 3,
    elapsedMicroseconds: 460,
    ...more,
  };
}

export function stats(more: Partial<Stats> = {}): Stats {
  return {
    generation: 3,
    active: "auto",
    entries: 2,
    capacity: 256,
    requests: 5,
    hits: 3,
    misses: 2,
    coalesced: 0,
    bypassed: 0,
    evictions: 0,
    expired: 0,
    invalidations: {},
    classifier: { calls: 0, failures: 0, timeouts: 0, queueRejected: 0, latencyMs: { p50: 0, p99: 0 } },
    decisions: {},
    fallbacks: 0,
    savings: { spent: 0, baseline: 0, classifier: 0, net: 0 },
    recent: [],
    ...more,
  };
}

export function session(known: ModelList | undefined, more: Partial<Session> = {}): Session {
  return { folder: { uri: "file:///shop", name: "shop" }, routing: false, ...(known && { list: known }), ...more };
}
