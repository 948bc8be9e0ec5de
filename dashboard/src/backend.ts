import type {
  ActiveModelChanged,
  AvailabilityChanged,
  Decision,
  ModelList,
  ModelsChanged,
  Routed,
  Stats,
  SwitchModelResult,
} from "#extension/infrastructure/protocol/types";

/** A notification of docs/protocol.md. */
export type Notification =
  | { readonly name: "activeModelChanged"; readonly params: ActiveModelChanged }
  | { readonly name: "modelsChanged"; readonly params: ModelsChanged }
  | { readonly name: "availabilityChanged"; readonly params: AvailabilityChanged }
  | { readonly name: "routed"; readonly params: Routed };

export const notificationNames = ["activeModelChanged", "modelsChanged", "availabilityChanged", "routed"] as const;

export interface Listener {
  /** From now on nothing is missed. */
  opened(): void;
  received(notification: Notification): void;
  /** Nothing more comes. */
  lost(): void;
}

/** The session that the page shows. Its requests reject with {@link GatewayGone}, {@link SignedOut} or the wire's error. */
export interface Backend {
  models(): Promise<ModelList>;
  status(): Promise<Stats>;
  switchModel(slug: string): Promise<SwitchModelResult>;
  /** Decides, and sends the task to no model. */
  route(task: string): Promise<Decision>;
  /** Listens until the function that it returns is called. */
  listen(listener: Listener): () => void;
}

/** The gateway did not answer. */
export class GatewayGone extends Error {}

/** The page's cookie is not valid, or no longer. */
export class SignedOut extends Error {}
