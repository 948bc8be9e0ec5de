// The wire contract of what no catalog has yet: endpoints that a person names, and keys that a workspace asks for.

import type { Pricing, Provider } from "./models.js";
import type { SessionParams } from "./sessions.js";

/** `Key` is how the client holds a key until it writes the message. */
export interface EndpointParams<Key = string> extends SessionParams {
  readonly provider: Provider;
  /** Absent for the provider's own. */
  readonly baseUrl?: string;
  /** For this call alone. */
  readonly secret?: Key;
}

export interface TestModelParams<Key = string> extends EndpointParams<Key> {
  readonly model: string;
}

/** A model that an endpoint lists. What is not known is absent. */
export interface EndpointModel {
  readonly model: string;
  readonly displayName?: string;
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly pricing?: Pricing;
  readonly supportsImages?: boolean;
  readonly supportsTools?: boolean;
}

export interface EndpointModels {
  readonly models: readonly EndpointModel[];
  /** How many more it lists. */
  readonly left?: number;
  /** How many entries have no usable name. */
  readonly unreadable?: number;
}

export interface TestModelResult {
  readonly milliseconds: number;
}

/** A key that a workspace's own catalog asks for, and where it goes. */
export interface Grant {
  readonly reference: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** The models that ask for it; empty if no row asks for it now. */
  readonly slugs: readonly string[];
}

export interface Grants {
  readonly pending: readonly Grant[];
  readonly allowed: readonly Grant[];
}

export interface SetGrantParams extends SessionParams {
  readonly reference: string;
  readonly origin: string;
  readonly allowed: boolean;
}

export interface SetGrantResult {
  /** Whether it is allowed now. */
  readonly allowed: boolean;
  readonly generation: number;
}
