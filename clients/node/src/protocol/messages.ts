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
import type { ModelList } from "./models.js";
import type { ActiveModelChanged, AvailabilityChanged, ModelsChanged, Routed } from "./notifications.js";
import type {
  CheckLocalEndpointsResult,
  InvalidateCacheResult,
  SessionParams,
  SetCredentialParams,
  SetCredentialResult,
  SetTrustParams,
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
  readonly method: string;
  /** Never set. It only carries the types. */
  readonly types?: (params: Params) => Result;
}

export interface Notification<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}

// Requests, and the one place where their names are written.
export const listModels: Request<SessionParams, ModelList> = { method: "shim/listModels" };
export const switchModel: Request<SwitchModelParams, SwitchModelResult> = { method: "shim/switchModel" };
export const route: Request<RouteParams, Decision> = { method: "shim/route" };
export const feedback: Request<FeedbackParams, FeedbackResult> = { method: "shim/feedback" };
export const chat: Request<ChatParams, ChatResult> = { method: "shim/chat" };
export const reportOutcome: Request<ReportOutcomeParams, ReportOutcomeResult> = { method: "shim/reportOutcome" };
export const invalidateCache: Request<SessionParams, InvalidateCacheResult> = { method: "shim/invalidateCache" };
export const status: Request<SessionParams, Stats> = { method: "shim/status" };
export const checkLocalEndpoints: Request<SessionParams, CheckLocalEndpointsResult> = { method: "shim/checkLocalEndpoints" };
export const setCredential: Request<SetCredentialParams, SetCredentialResult> = { method: "shim/setCredential" };
export const listEndpointModels: Request<EndpointParams, EndpointModels> = { method: "shim/listEndpointModels" };
export const testModel: Request<TestModelParams, TestModelResult> = { method: "shim/testModel" };
export const setTrust: Request<SetTrustParams, { readonly generation: number }> = { method: "shim/setTrust" };
export const listGrants: Request<SessionParams, Grants> = { method: "shim/listGrants" };
export const setGrant: Request<SetGrantParams, SetGrantResult> = { method: "shim/setGrant" };

// Notifications of the server.
export const activeModelChanged: Notification<ActiveModelChanged> = { method: "shim/activeModelChanged" };
export const modelsChanged: Notification<ModelsChanged> = { method: "shim/modelsChanged" };
export const availabilityChanged: Notification<AvailabilityChanged> = { method: "shim/availabilityChanged" };
export const routed: Notification<Routed> = { method: "shim/routed" };
