// A client for scripts and tools in Node, and the contract that it speaks.
export * from "./protocol/index.js";
export { type ChatOptions, type RouteOptions, ShimClient } from "./client.js";
export { connect, type ConnectOptions } from "./connect.js";
export type { CallOptions } from "./connection.js";
export type { Event, Subscription } from "./emitter.js";
export { ClientDisposed, type NotStarted, ServerEnded, type ServerEnd, ServerNotStarted } from "./failures.js";
export type { ServerOptions } from "./process.js";
