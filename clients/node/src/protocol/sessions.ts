// What changes a session: the active model, its keys, its trust, its cache.

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

export interface InvalidateCacheResult {
  readonly generation: number;
  readonly evicted: number;
}

export interface CheckLocalEndpointsResult {
  /** The models whose endpoints were looked at. */
  readonly checked: readonly string[];
}

/** `Key` is how the client holds a key until it writes the message. */
export interface SetCredentialParams<Key = string> extends SessionParams {
  readonly name: string;
  /** `null` takes it back. */
  readonly secret: Key | null;
}

export interface SetCredentialResult {
  /** The models that use the name. */
  readonly affected: readonly string[];
  readonly generation: number;
}

export interface SetTrustParams extends SessionParams {
  readonly trusted: boolean;
}

export interface SetTrustResult {
  readonly generation: number;
}
