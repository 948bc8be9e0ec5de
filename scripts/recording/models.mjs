// Stands in for every model of the recording's catalog, in the formats of chat completions and of Messages. What it answers is made up, and
// so is the number of tokens.
import { once } from "node:events";
import { createServer } from "node:http";

const tokens = { in: 6_200, out: 380 };

/** @param {(text: string) => string} answerTo what a model says to the latest message */
export async function startModels(answerTo) {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }

    const { model, messages } = JSON.parse(body);
    const text = answerTo(JSON.stringify(messages.at(-1).content));
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify(
        request.url.endsWith("/messages")
          ? {
              id: "msg_1",
              type: "message",
              role: "assistant",
              model,
              content: [{ type: "text", text }],
              stop_reason: "end_turn",
              usage: { input_tokens: tokens.in, output_tokens: tokens.out },
            }
          : {
              id: "1",
              object: "chat.completion",
              model,
              choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
              usage: { prompt_tokens: tokens.in, completion_tokens: tokens.out, total_tokens: tokens.in + tokens.out },
            },
      ),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
}
