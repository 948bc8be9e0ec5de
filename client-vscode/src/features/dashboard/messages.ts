import type { ServerNotification } from "shim-lsp-client/protocol";

/** What the page keeps as a file; the person chooses where. */
export interface SavedFile {
  readonly name: string;
  readonly text: string;
}

/** What the dashboard's page may ask the server. */
export type AskedMethod = "listModels" | "status" | "switchModel" | "route" | "feedback" | "ledger";

/** From the page to the extension. */
export type PageMessage =
  /** The page wants to be told whether the server runs, now and when that changes. */
  | { readonly kind: "listen" }
  | { readonly kind: "ask"; readonly id: number; readonly method: AskedMethod; readonly params: object }
  | { readonly kind: "save"; readonly file: SavedFile };

/** From the extension to the page. */
export type HostMessage =
  | { readonly kind: "server"; readonly running: boolean }
  | { readonly kind: "notified"; readonly notification: ServerNotification }
  | { readonly kind: "answered"; readonly id: number; readonly result: unknown }
  /** The server refused, with the wire's error. */
  | { readonly kind: "refused"; readonly id: number; readonly code: number; readonly message: string; readonly data?: unknown }
  /** No server runs. */
  | { readonly kind: "unanswered"; readonly id: number };
