import type { ChatParams, ChatResult } from "./chat.js";
import type { Decision, RouteParams } from "./decisions.js";
import type {
  EndpointModels,
  EndpointParams,
  Grants,
  SetGrantParams,
  SetGrantResult,
  TestModelParams,
  TestModelResult,
} from "./endpoints.js";
import type { FeedbackParams, FeedbackResult } from "./feedback.js";
import type { Ledger, LedgerParams } from "./ledger.js";
import type { ModelList } from "./models.js";
import type { ActiveModelChanged, AvailabilityChanged, ModelsChanged, Routed } from "./notifications.js";
import type { Done, FolderParams, SettingsParams, Subscribed, SubscribeParams } from "./plain.js";
import type {
  CheckLocalEndpointsResult,
  InvalidateCacheResult,
  SessionParams,
  SetCredentialParams,
  SetCredentialResult,
  SetTrustParams,
  SetTrustResult,
  SwitchModelParams,
  SwitchModelResult,
} from "./sessions.js";
import type { ReportOutcomeParams, ReportOutcomeResult } from "./outcomes.js";
import type { Stats } from "./stats.js";

/**
 * A request by its name, with the types of its parameters and its result. The protocol library's own class would do the same,
 * but loading it would be most of an extension's start.
 */
export interface Request<Params, Result> {
  readonly name: string;
  /** Never set. It only carries the types. */
  readonly types?: (params: Params) => Result;
}

export interface Notification<Params> {
  readonly name: string;
  readonly types?: (params: Params) => void;
}

/** What the LSP front calls a message. */
export function onLsp({ name }: { readonly name: string }): string {
  return `shim/${name}`;
}

// Requests, and the one place where their names are written.
export const listModels: Request<SessionParams, ModelList> = { name: "listModels" };
export const switchModel: Request<SwitchModelParams, SwitchModelResult> = { name: "switchModel" };
export const route: Request<RouteParams, Decision> = { name: "route" };
export const feedback: Request<FeedbackParams, FeedbackResult> = { name: "feedback" };
export const chat: Request<ChatParams, ChatResult> = { name: "chat" };
export const reportOutcome: Request<ReportOutcomeParams, ReportOutcomeResult> = { name: "reportOutcome" };
export const invalidateCache: Request<SessionParams, InvalidateCacheResult> = { name: "invalidateCache" };
export const status: Request<SessionParams, Stats> = { name: "status" };
export const ledger: Request<LedgerParams, Ledger> = { name: "ledger" };
export const checkLocalEndpoints: Request<SessionParams, CheckLocalEndpointsResult> = { name: "checkLocalEndpoints" };
export const setCredential: Request<SetCredentialParams, SetCredentialResult> = { name: "setCredential" };
export const listEndpointModels: Request<EndpointParams, EndpointModels> = { name: "listEndpointModels" };
export const testModel: Request<TestModelParams, TestModelResult> = { name: "testModel" };
export const setTrust: Request<SetTrustParams, SetTrustResult> = { name: "setTrust" };
export const listGrants: Request<SessionParams, Grants> = { name: "listGrants" };
export const setGrant: Request<SetGrantParams, SetGrantResult> = { name: "setGrant" };

// The plain front's own requests.
export const configure: Request<SettingsParams, Done> = { name: "configure" };
export const openFolder: Request<FolderParams, Done> = { name: "openFolder" };
export const closeFolder: Request<FolderParams, Done> = { name: "closeFolder" };
export const subscribe: Request<SubscribeParams, Subscribed> = { name: "subscribe" };

// Notifications of the server.
export const activeModelChanged: Notification<ActiveModelChanged> = { name: "activeModelChanged" };
export const modelsChanged: Notification<ModelsChanged> = { name: "modelsChanged" };
export const availabilityChanged: Notification<AvailabilityChanged> = { name: "availabilityChanged" };
export const routed: Notification<Routed> = { name: "routed" };
