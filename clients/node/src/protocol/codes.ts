/** The errors of docs/protocol.md: the code of each, by its name. */
export const errorCodes = {
  ParseError: -32700,
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  InvalidParams: -32602,
  InternalError: -32603,
  ServerNotInitialized: -32002,
  RequestCancelled: -32800,
  UnknownModel: 1001,
  NoRoutableModel: 1002,
  InvalidCatalog: 1003,
  UpstreamFailed: 1004,
  UnknownWorkspace: 1005,
  UnknownDecision: 1006,
  EndpointFailed: 1007,
} as const;
