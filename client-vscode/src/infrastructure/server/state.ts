/** Why there is no server. Each reason has its own message, and a button that helps. `isConfigured`: a person named that program. */
export type ServerFailure =
  | { readonly kind: "configuredPathMissing"; readonly path: string }
  | { readonly kind: "dotnetMissing" }
  | { readonly kind: "noServerInside" }
  | { readonly kind: "cannotStart"; readonly command: string; readonly message: string; readonly isConfigured?: boolean }
  | { readonly kind: "noAnswer"; readonly command: string; readonly seconds: number; readonly isConfigured?: boolean }
  | { readonly kind: "keepsEnding"; readonly times: number; readonly exit: string; readonly isConfigured?: boolean };

export type ServerState =
  | { readonly kind: "starting" }
  | { readonly kind: "running" }
  /** It ended by itself and is started again, after a pause that grows. */
  | { readonly kind: "recovering"; readonly attempt: number }
  | { readonly kind: "failed"; readonly failure: ServerFailure }
  | { readonly kind: "stopped" };
