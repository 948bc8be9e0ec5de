import type {
  Decision,
  FeedbackResult,
  Ledger,
  LedgerParams,
  ModelList,
  ServerNotification,
  Stats,
  SwitchModelResult,
  Verdict,
} from "shim-lsp-client/protocol";

export type Notification = ServerNotification;

export const notificationNames = ["activeModelChanged", "modelsChanged", "availabilityChanged", "routed"] as const;

export interface Listener {
  /** From now on nothing is missed. */
  opened(): void;
  received(notification: Notification): void;
  /** Nothing more comes. */
  lost(): void;
}

export interface ExportedFile {
  readonly name: string;
  readonly type: "application/json" | "text/csv";
  readonly text: string;
}

/** The session that the page shows. Its requests reject with {@link GatewayGone}, {@link SignedOut} or the wire's error. */
export interface Backend {
  models(): Promise<ModelList>;
  status(): Promise<Stats>;
  switchModel(slug: string): Promise<SwitchModelResult>;
  feedback(decisionId: string, verdict: Verdict): Promise<FeedbackResult>;
  /** Decides, and sends the task to no model. */
  route(task: string): Promise<Decision>;
  /** What the recorded calls took. */
  ledger(params: LedgerParams): Promise<Ledger>;
  /** Lets the person keep a text as a file. */
  save(file: ExportedFile): Promise<void>;
  /** Listens until the function that it returns is called. */
  listen(listener: Listener): () => void;
}

/** The gateway did not answer. */
export class GatewayGone extends Error {}

/** The page's cookie is not valid, or no longer. */
export class SignedOut extends Error {}
