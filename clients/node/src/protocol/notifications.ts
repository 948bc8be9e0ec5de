// What the server tells by itself.

import type { Decision } from "./decisions.js";
import type { Availability, Problem } from "./models.js";
import type { SessionParams } from "./sessions.js";

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
