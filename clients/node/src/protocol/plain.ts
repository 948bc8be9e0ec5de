// What the plain front has besides: an editor does the same by LSP's own messages.

import type { ServerNotification } from "./notifications.js";

export interface SettingsParams {
  /** The section `shim` of an editor's settings. It replaces all earlier ones; without it none changes. */
  readonly settings?: object;
}

export interface FolderParams {
  /** A URI, or a path. */
  readonly workspaceFolder: string;
}

export interface SubscribeParams {
  /** The names of the notifications that shall come, and no others. */
  readonly events: readonly string[];
}

export interface Subscribed {
  /** Those of them that the server knows. */
  readonly events: readonly ServerNotification["name"][];
}

/** It holds nothing. */
export type Done = object;
