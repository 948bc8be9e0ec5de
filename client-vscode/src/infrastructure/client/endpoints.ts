import {
  type EndpointModels,
  type EndpointParams,
  type Grant,
  type Grants,
  messages,
  type TestModelParams,
  type TestModelResult,
  toShimError,
} from "shim-lsp-client/protocol";
import type { CancellationToken, LogOutputChannel } from "vscode";
import { grantOrigin } from "../catalog/origins";
import type { Folder } from "../folder";
import type { Secret } from "../keys/secret";
import type { Server } from "../server/server";
import { session } from "./client";

/** What the person decides about endpoints and keys: it changes no session by itself. No other extension can call it. */
export class Endpoints {
  constructor(
    private readonly server: Server,
    private readonly log: LogOutputChannel,
  ) {}

  /** Lists the models of an endpoint that the person has just named. */
  async list(endpoint: EndpointParams<Secret>, cancellation: CancellationToken): Promise<EndpointModels> {
    return (await this.server.running()).sendRequest<EndpointModels>(
      messages.onLsp(messages.listEndpointModels),
      endpoint,
      cancellation,
    );
  }

  /** Sends a model of such an endpoint the smallest real question. */
  async test(model: TestModelParams<Secret>, cancellation: CancellationToken): Promise<TestModelResult> {
    return (await this.server.running()).sendRequest<TestModelResult>(messages.onLsp(messages.testModel), model, cancellation);
  }

  async grants(folder: Folder | undefined): Promise<Grants> {
    return (await this.server.running()).sendRequest<Grants>(messages.onLsp(messages.listGrants), session(folder));
  }

  /** Whether it is allowed afterwards. */
  async setGrant(folder: Folder | undefined, { reference, origin }: Omit<Grant, "slugs">, allowed: boolean): Promise<boolean> {
    const params = { ...session(folder), reference, origin, allowed };
    return (
      await (await this.server.running()).sendRequest<{ readonly allowed: boolean }>(messages.onLsp(messages.setGrant), params)
    ).allowed;
  }

  /** Allows a pair that a catalog has only just come to ask for, because of something that the person did. */
  async allow(folder: Folder | undefined, reference: string, address: string): Promise<void> {
    const origin = grantOrigin(address);
    if (origin !== undefined) {
      await this.setGrant(folder, { reference, origin }, true).catch((error: unknown) => {
        this.log.warn(`The server will ask for it: ${toShimError(error).kind}`);
      });
    }
  }
}
