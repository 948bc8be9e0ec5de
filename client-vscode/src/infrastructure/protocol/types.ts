// The wire contract as docs/protocol.md states it: what the server sends and takes, field by field. Nothing here is made by
// the client, so every field is read-only, and a list of states that the server may add to is still a closed union: a new
// one is a new version of the contract.

import type { Secret } from "../keys/secret";

export type AvailabilityState =
  "available" | "missingCredential" | "unauthorized" | "outOfCredit" | "notFound" | "rateLimited" | "failing";

/** Why a key cannot be used; docs/protocol.md explains each. */
export type CredentialFault =
  | "variableNotSet"
  | "secretNotGiven"
  | "fileNotFound"
  | "fileEmpty"
  | "fileUnreadable"
  | "fileOutside"
  | "notAllowed"
  | "malformed"
  | "unsendable";

export interface Availability {
  readonly state: AvailabilityState;
  /** Whether it was seen: the model answered, or its endpoint was looked at. Absent if nothing is known. */
  readonly checked?: boolean;
  /** When time heals it: RFC 3339, UTC. */
  readonly until?: string;
  /** With the state `missingCredential`. */
  readonly code?: CredentialFault;
  /** For a person. */
  readonly reason?: string;
}

export interface Credential {
  readonly kind: "none" | "literal" | "env" | "file" | "secret";
  /** The variable, the file or the secret; never the key. */
  readonly name?: string;
}

/** US dollars per million tokens. */
export interface Pricing {
  readonly input: number;
  readonly cachedInput?: number;
  readonly output: number;
}

/** The wire shape of a model's endpoint. */
export type Provider = "anthropic" | "openai" | "ollama" | "generic-chat-completion-api";

export interface Model {
  readonly slug: string;
  readonly displayName: string;
  readonly kind: "model" | "auto";
  readonly credential: Credential;
  /** Of Auto, `shim`. */
  readonly provider: Provider | "shim";
  readonly model: string;
  /** In tokens; absent if the catalog does not say. */
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly supportsImages: boolean;
  readonly supportsTools: boolean;
  /** What orders candidates, in the catalog's own unit. */
  readonly cost: number;
  readonly pricing?: Pricing;
  /** What the catalog says that it is good at. */
  readonly card?: string;
  /** False if Auto may not choose it; absent if it may, and for Auto. */
  readonly candidate?: boolean;
  /** Where its row starts, in the first of the catalog's sources; absent for Auto. */
  readonly position?: Position;
  readonly active: boolean;
  readonly availability: Availability;
}

export interface Position {
  /** Both count from 0, the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** A file, `embedded`, `settings` or `session`. */
  readonly source: string;
  readonly path?: string;
  /** Both count from 0, the column in UTF-16 code units. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface ModelList {
  readonly active: string;
  readonly generation: number;
  readonly models: readonly Model[];
  readonly catalog: CatalogInfo;
}

export interface CatalogInfo {
  readonly version: number;
  /** Its files, or `embedded`. */
  readonly sources: readonly string[];
  /** The person's own `models.json`, which may not exist yet; absent if the machine has no folder for it. */
  readonly userFile?: string;
  readonly problems: readonly Problem[];
}

export type Rejection =
  | "noImages"
  | "noTools"
  | "contextTooSmall"
  | "missingCredential"
  | "unauthorized"
  | "outOfCredit"
  | "notFound"
  | "rateLimited"
  | "failing"
  | "contentRefused"
  | "notRequested";

/** Where a strength comes from, best first. */
export type StrengthSource = "catalog" | "family" | "size" | "cost";

export interface Candidate {
  readonly slug: string;
  readonly score?: number;
  readonly cost: number;
  readonly verdict: "chosen" | "viable" | "belowThreshold" | "rejected";
  readonly rejection?: Rejection;
  /** 0 to 1, with the score of the embedded scorer, which rests on it. */
  readonly strength?: number;
  readonly strengthSource?: StrengthSource;
}

export type DecisionSource = "pinned" | "single" | "cache" | "coalesced" | "classifier" | "embedded" | "affinity" | "fallback";

/** US dollars; the output is a stated guess. */
export interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
  readonly baselineCost: number;
  readonly saved: number;
}

/** Why the configured classifier did not score a task, so that the embedded scorer did. */
export type StandInReason = "timeout" | "error" | "unusable" | "cooldown" | "queueFull" | "missingCredential";

export interface StandIn {
  /** The classifier's slug. */
  readonly for: string;
  readonly why: StandInReason;
}

export interface Decision {
  readonly decisionId: string;
  readonly slug: string;
  readonly model: string;
  readonly provider: Provider;
  readonly source: DecisionSource;
  /** One sentence, never a piece of the task. */
  readonly reason: string;
  readonly score?: number;
  readonly threshold?: number;
  readonly standIn?: StandIn;
  /** The latest message means nothing alone ("yes"), so the task before it was judged. */
  readonly continues?: boolean;
  /** A stronger model was taken than the scores ask for, because the one at work was stuck. */
  readonly raised?: { readonly steps: number; readonly why: string };
  /** Chosen, viable, below the threshold, rejected, in this order. */
  readonly candidates: readonly Candidate[];
  /** How many more there are, where `status` shows the first 20 only. */
  readonly candidatesOmitted?: number;
  readonly cacheKey?: string;
  readonly generation: number;
  readonly elapsedMicroseconds: number;
  readonly estimated?: Estimate;
}

/** What the configured classifier did. */
export interface Classifier {
  readonly calls: number;
  readonly failures: number;
  readonly timeouts: number;
  readonly queueRejected: number;
  /** Milliseconds, of the latest calls. */
  readonly latencyMs: { readonly p50: number; readonly p99: number };
}

/** What people said about decisions since the session opened or was reset. */
export interface Feedback {
  /** How far it has moved the threshold, in log-odds, from -1.6 to 1.6. */
  readonly offset: number;
  /** The threshold in force. */
  readonly threshold: number;
  readonly tooWeak: number;
  readonly tooStrong: number;
  readonly right: number;
  /** How many of `tooWeak` came from a switch to a stronger model. */
  readonly inferred: number;
}

export interface Stats {
  readonly generation: number;
  readonly active: string;
  readonly entries: number;
  readonly capacity: number;
  readonly requests: number;
  readonly hits: number;
  readonly misses: number;
  readonly coalesced: number;
  readonly bypassed: number;
  readonly evictions: number;
  readonly expired: number;
  readonly invalidations: Readonly<Record<string, number>>;
  readonly classifier: Classifier;
  readonly decisions: Readonly<Record<string, number>>;
  readonly fallbacks: number;
  readonly savings: { readonly spent: number; readonly baseline: number; readonly classifier: number; readonly net: number };
  /** Newest first, at most 50. */
  readonly recent: readonly Decision[];
  /** The verdicts on decisions, and the threshold that follows; absent if there is none. */
  readonly feedback?: Feedback;
  /** The options that models refused and that requests leave out since, by slug. */
  readonly learnedQuirks?: Readonly<Record<string, readonly string[]>>;
}

/** What names the session; absent for the folderless one, or the connection's first folder. */
export interface SessionParams {
  readonly workspaceFolder?: string;
}

export interface SwitchOptions {
  /** Whether the folder remembers it; true unless stated. */
  readonly persist?: boolean;
  /** Whether it also becomes the model of every folder in which none was chosen. */
  readonly everywhere?: boolean;
}

export interface SwitchModelParams extends SessionParams, SwitchOptions {
  readonly slug: string;
}

export interface SwitchModelResult {
  readonly active: string;
  readonly previous: string;
  readonly generation: number;
  readonly evicted: number;
}

export interface RouteParams extends SessionParams {
  readonly task: string;
}

/** What a person says about a decision. */
export type Verdict = "tooWeak" | "tooStrong" | "right";

/** A verdict on a decision; or `reset` alone, which takes every verdict of the session back. */
export type FeedbackParams = SessionParams &
  ({ readonly decisionId: string; readonly verdict: Verdict } | { readonly reset: true });

export interface FeedbackResult {
  /** How far feedback has moved the threshold, in log-odds, from -1.6 to 1.6. */
  readonly offset: number;
  /** The threshold in force from now on. */
  readonly threshold: number;
  /** Why this verdict did not move it; absent if it did, or if nothing had to move. */
  readonly unmoved?: "noThreshold" | "strongest" | "cheapest" | "bound";
}

export interface ChatParams extends SessionParams {
  readonly model: string;
  readonly conversationId?: string;
  /** A whole chat-completions request. */
  readonly body: object;
  readonly partialResultToken: string;
}

/** A piece of a reply: one of the three is set. */
export interface ChatDelta {
  readonly text?: string;
  readonly toolCall?: { readonly index: number; readonly id?: string; readonly name?: string; readonly argumentsDelta?: string };
  readonly reasoning?: { readonly text: string };
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it. */
  readonly arguments: string;
  /** What the provider wants back with the call, unchanged. */
  readonly providerData?: object;
}

/** Tokens. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens: number;
  /** The provider sent no usage. */
  readonly estimated?: boolean;
}

export interface Attempt {
  readonly slug: string;
  /** The HTTP status, or what happened instead of an answer. */
  readonly status: number | "timeout" | "network";
}

export interface ChatResult {
  readonly decision: Decision;
  /** The model that answered. */
  readonly slug: string;
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly finishReason: string;
  /** What the provider wants back with the turn, unchanged. */
  readonly providerData?: object;
  readonly usage: Usage;
  /** US dollars; absent if prices or usage are not known. */
  readonly cost?: number;
  /** Each model that was called, in order. */
  readonly attempts: readonly Attempt[];
}

export interface InvalidateCacheResult {
  readonly generation: number;
  readonly evicted: number;
}

export interface CheckLocalEndpointsResult {
  /** The models whose endpoints were looked at. */
  readonly checked: readonly string[];
}

export interface SetCredentialParams extends SessionParams {
  readonly name: string;
  /** `null` takes it back. */
  readonly secret: Secret | null;
}

export interface SetCredentialResult {
  /** The models that use the name. */
  readonly affected: readonly string[];
  readonly generation: number;
}

export interface SetTrustParams extends SessionParams {
  readonly trusted: boolean;
}

export interface ActiveModelChanged extends SessionParams {
  readonly active: string;
  readonly previous: string;
  readonly generation: number;
}

export interface ModelsChanged extends SessionParams {
  readonly version: number;
  readonly generation: number;
  readonly problems: readonly Problem[];
}

export interface AvailabilityChanged extends SessionParams {
  readonly slug: string;
  readonly availability: Availability;
}

export interface Routed extends SessionParams {
  readonly decision: Decision;
}

/** A notification of the contract, under its bare name. */
export type ServerNotification =
  | { readonly name: "activeModelChanged"; readonly params: ActiveModelChanged }
  | { readonly name: "modelsChanged"; readonly params: ModelsChanged }
  | { readonly name: "availabilityChanged"; readonly params: AvailabilityChanged }
  | { readonly name: "routed"; readonly params: Routed };
