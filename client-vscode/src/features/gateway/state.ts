/** A gateway that listens. */
export interface Listening {
  readonly url: string;
  /** A link to its page that works once. */
  readonly page?: string;
}

export type GatewayState =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  /** This window's own, which ends with the window. */
  | ({ readonly kind: "own" } & Listening)
  /** Another window's, or one that was started in a terminal. */
  | ({ readonly kind: "other" } & Listening)
  | { readonly kind: "failed"; readonly message: string };

/** A gateway as `shim-lsp gateway status --json` lists it. */
export interface ListedGateway {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
  readonly started: string;
  readonly page?: string | null;
  /** It was started for one run of an agent, and ends with that. */
  readonly ofRun?: boolean;
}

/** Reads what the command prints; nothing if it is something else. */
export function listed(output: string): readonly ListedGateway[] {
  try {
    const { gateways } = JSON.parse(output) as { gateways?: unknown };
    return Array.isArray(gateways) ? (gateways as readonly ListedGateway[]) : [];
  } catch {
    return [];
  }
}

/**
 * The gateway of a folder that all its windows use: the one that was started first. Two windows that start one each at the same
 * time thus agree which of them ends.
 */
export function agreedOn(gateways: readonly ListedGateway[], folder: string): ListedGateway | undefined {
  return gateways
    .filter((each) => each.folder === folder && each.ofRun !== true)
    .sort((one, other) => Date.parse(one.started) - Date.parse(other.started) || one.pid - other.pid)[0];
}
