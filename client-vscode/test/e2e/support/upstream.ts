import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What a model was asked, as a chat-completions request has it. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content?: unknown; readonly tool_calls?: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly reasoning_effort?: string;
}

/** What a model answers: pieces of text, a call, thoughts, a refusal, or a text that never ends. */
export type Answer =
  | { readonly text: string; readonly thoughts?: string }
  | { readonly call: { readonly name: string; readonly arguments: object } }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly endless: string };

/** Providers of models on this machine. They speak chat completions over real HTTP, and remember what they were asked. */
export class Upstream {
  readonly asked: Asked[] = [];
  /** The keys that came along. */
  readonly keys: string[] = [];
  /** How many clients went away before the answer's end. */
  left = 0;
  answer: (asked: Asked) => Answer = () => ({ text: "Hello." });
  private readonly server: Server = createServer((request, response) => void this.handle(request, response));

  /** @param port any that is free, unless one is given; rejects if that one is taken. */
  async start(port = 0): Promise<string> {
    this.server.listen(port, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`;
  }

  /** Forgets what was asked, and answers as at the start. */
  reset(): void {
    this.asked.length = 0;
    this.keys.length = 0;
    this.left = 0;
    this.answer = () => ({ text: "Hello." });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }

    const asked = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Asked;
    this.asked.push(asked);
    this.keys.push(request.headers.authorization ?? "");
    const answer = this.answer(asked);
    if ("status" in answer) {
      response.writeHead(answer.status, answer.headers).end(JSON.stringify({ error: { message: "refused" } }));
      return;
    }

    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (delta: object, more: object = {}) =>
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, ...more }] })}\n\n`);
    if ("endless" in answer) {
      const timer = setInterval(() => send({ content: answer.endless }), 20);
      response.on("close", () => {
        clearInterval(timer);
        this.left++;
      });
      return;
    }

    if ("call" in answer) {
      const { name, arguments: given } = answer.call;
      send({ tool_calls: [{ index: 0, id: `call_${this.asked.length}`, function: { name, arguments: JSON.stringify(given) } }] });
      send({}, { finish_reason: "tool_calls" });
    } else {
      if (answer.thoughts !== undefined) {
        send({ reasoning_content: answer.thoughts });
      }

      answer.text.split(/(?<= )/).forEach((content) => send({ content }));
      send({}, { finish_reason: "stop" });
    }

    response.write(
      `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  }
}
