import { NotificationType, RequestType } from "vscode-languageserver-protocol";
import type {
  ActiveModelChanged,
  AvailabilityChanged,
  Decision,
  InvalidateCacheResult,
  ModelList,
  ModelsChanged,
  RouteParams,
  Routed,
  SessionParams,
  SetTrustParams,
  Stats,
  SwitchModelParams,
  SwitchModelResult,
} from "./types";

// Requests, and the one place where their names are written.
export const listModels = new RequestType<SessionParams, ModelList, void>("shim/listModels");
export const switchModel = new RequestType<SwitchModelParams, SwitchModelResult, void>("shim/switchModel");
export const route = new RequestType<RouteParams, Decision, void>("shim/route");
export const invalidateCache = new RequestType<SessionParams, InvalidateCacheResult, void>("shim/invalidateCache");
export const status = new RequestType<SessionParams, Stats, void>("shim/status");
export const setTrust = new RequestType<SetTrustParams, { readonly generation: number }, void>("shim/setTrust");

// Notifications of the server.
export const activeModelChanged = new NotificationType<ActiveModelChanged>("shim/activeModelChanged");
export const modelsChanged = new NotificationType<ModelsChanged>("shim/modelsChanged");
export const availabilityChanged = new NotificationType<AvailabilityChanged>("shim/availabilityChanged");
export const routed = new NotificationType<Routed>("shim/routed");
