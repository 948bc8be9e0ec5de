// The wire contract as docs/protocol.md states it: what the server sends and takes, field by field. Nothing here is made by
// the client, so every field is read-only, and a list of states that the server may add to is still a closed union: a new
// one is a new version of the contract.

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
