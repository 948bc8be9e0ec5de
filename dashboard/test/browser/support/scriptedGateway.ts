import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Decision, Ledger, LedgerParams, ModelList, Stats } from "shim-lsp-client/protocol";
import { pageFiles } from "../../../scripts/page.mjs";
import { ledgerOf } from "../../support/session";

const types: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
};

/** The page with a session that the test writes: states that a real gateway takes minutes to reach, and times that do not change. */
export class ScriptedGateway {
  list: ModelList;
  stats: Stats;
  decide: (task: string) => Decision | { readonly code: number; readonly message: string; readonly data?: unknown } = () => ({
    code: 1002,
    message: "No model can take this task now.",
    data: { candidates: [] },
  });
  ledger: (params: LedgerParams) => Ledger = ({ by }) => ledgerOf(by ?? "model");
  signedOut = false;
  /** Breaks the connection in the middle of each answer to this path. */
  cuts: string | undefined;
  readonly switched: string[] = [];
  readonly verdicts: object[] = [];
  readonly #files: Promise<ReadonlyMap<string, string>> = pageFiles();
  readonly #streams = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #port = 0;

  constructor(list: ModelList, stats: Stats) {
    this.list = list;
    this.stats = stats;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Listens; after a `stop` where it did before. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Sends a notification to the pages that listen. */
  notify(name: string, params: object): void {
    for (const stream of this.#streams) {
      stream.write(`event: ${name}\ndata: ${JSON.stringify(params)}\n\n`);
    }
  }

  /** Ends the streams of events; pages connect again. */
  dropStreams(): void {
    for (const stream of this.#streams) {
      stream.end();
    }
  }

  /** Switches as another client does. */
  switch(slug: string): void {
    const previous = this.list.active;
    this.list = {
      ...this.list,
      active: slug,
      models: this.list.models.map((each) => ({ ...each, active: each.slug === slug })),
    };
    this.notify("activeModelChanged", { active: slug, previous, generation: 2 });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").slice(1);
    if (!path.startsWith("api/")) {
      const name = path === "" ? "index.html" : path;
      const content: string | undefined = (await this.#files).get(name);
      response.writeHead(content === undefined ? 404 : 200, {
        "content-type": types[name.split(".").at(-1) ?? ""] ?? "text/plain",
        "content-security-policy": policy,
      });
      response.end(content);
    } else if (this.signedOut) {
      json(response, 401, { error: { code: 401, message: "The gateway's token is missing or wrong." } });
    } else {
      await this.#call(path, request, response);
    }
  }

  async #call(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (path) {
      case "api/events":
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(": here\n\n");
        this.#streams.add(response);
        response.on("close", () => this.#streams.delete(response));
        return;
      case "api/models":
        this.#tell(path, response, this.list);
        return;
      case "api/status":
        this.#tell(path, response, this.stats);
        return;
      case "api/switch": {
        const { slug } = (await read(request)) as { slug: string };
        this.switched.push(slug);
        const previous = this.list.active;
        this.switch(slug);
        json(response, 200, { active: slug, previous, generation: 2, evicted: 0 });
        return;
      }
      case "api/ledger":
        json(response, 200, this.ledger((await read(request)) as LedgerParams));
        return;
      case "api/feedback":
        this.verdicts.push((await read(request)) as object);
        json(response, 200, { offset: 0.4, threshold: 0.78 });
        return;
      case "api/route": {
        const decided = this.decide(((await read(request)) as { task: string }).task);
        json(response, "code" in decided ? 503 : 200, "code" in decided ? { error: decided } : decided);
        return;
      }
      default:
        json(response, 404, { error: { code: -32601, message: "No such method." } });
    }
  }

  #tell(path: string, response: ServerResponse, body: unknown): void {
    if (path !== this.cuts) {
      json(response, 200, body);
      return;
    }

    const text = JSON.stringify(body);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  }
}

/** As strict as the gateway's own. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }

  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}
