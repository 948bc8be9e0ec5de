// The contract alone: types, names and errors. It loads nothing, so an editor can have it before it starts a server.
export type * from "./chat.js";
export { errorCodes } from "./codes.js";
export type * from "./decisions.js";
export type * from "./endpoints.js";
export * from "./errors.js";
export type * from "./feedback.js";
export type * from "./ledger.js";
export * as messages from "./messages.js";
export type * from "./models.js";
export type * from "./notifications.js";
export type * from "./outcomes.js";
export type * from "./plain.js";
export * as progress from "./progress.js";
export {
  type AnyRequestError,
  type ErrorData,
  type ErrorKind,
  isRequestError,
  RequestError,
  requestError,
} from "./requestErrors.js";
export type * from "./sessions.js";
export type * from "./stats.js";
