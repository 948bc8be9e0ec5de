import type { ChatDelta } from "./chat.js";
import type { RouteProgress } from "./decisions.js";

/** What is reported on the way to a result, and the field of the parameters that asks for it. */
export interface Progress<Value> {
  readonly field: "partialResultToken" | "workDoneToken";
  /** Never set. It only carries the type. */
  readonly types?: (value: Value) => void;
}

export const chatDelta: Progress<ChatDelta> = { field: "partialResultToken" };
export const routeProgress: Progress<RouteProgress> = { field: "workDoneToken" };
