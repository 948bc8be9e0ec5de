// The official clients. Each line of input is a question, { sdk, url, key, model, streams }; its answer is one line of output: what the
// client made of the reply.
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { createInterface } from "node:readline";

const messages = [{ role: "user", content: "Hi" }];
const clients = { openai: askOpenAi, responses: askResponses, anthropic: askAnthropic };

process.stdout.write("\nready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = await clients[question.sdk](question).catch((error) => ({ failed: `${error.name}: ${error.message}`, status: error.status ?? null }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function askOpenAi({ url, key = "key", model, streams }) {
  const client = new OpenAI({ baseURL: url, apiKey: key, maxRetries: 0 });
  const reply = streams
    ? await client.chat.completions.stream({ model, messages, stream_options: { include_usage: true } }).finalChatCompletion()
    : await client.chat.completions.create({ model, messages });
  const [{ message, finish_reason }] = reply.choices;
  return {
    text: message.content ?? "",
    calls: (message.tool_calls ?? []).map((call) => [call.id, call.function.name, call.function.arguments]),
    reason: finish_reason,
    input: reply.usage?.prompt_tokens ?? null,
    cached: reply.usage?.prompt_tokens_details?.cached_tokens ?? null,
    output: reply.usage?.completion_tokens ?? null,
  };
}

async function askResponses({ url, key = "key", model, streams }) {
  const client = new OpenAI({ baseURL: url, apiKey: key, maxRetries: 0 });
  const request = { model, input: messages };
  const reply = streams ? await client.responses.stream(request).finalResponse() : await client.responses.create(request);
  if (reply.status === "failed") {
    throw new Error(reply.error.code);
  }

  const calls = reply.output.filter((item) => item.type === "function_call");
  const incomplete = { max_output_tokens: "length" }[reply.incomplete_details?.reason];
  return {
    text: reply.output_text,
    calls: calls.map((call) => [call.call_id, call.name, call.arguments]),
    reason: incomplete ?? (calls.length > 0 ? "tool_calls" : "stop"),
    input: reply.usage?.input_tokens ?? null,
    cached: reply.usage?.input_tokens_details?.cached_tokens ?? null,
    output: reply.usage?.output_tokens ?? null,
  };
}

async function askAnthropic({ url, key = "key", model, streams }) {
  const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
  const request = { model, messages, max_tokens: 1000 };
  const reply = streams ? await client.messages.stream(request).finalMessage() : await client.messages.create(request);
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = reply.usage ?? {};
  return {
    text: reply.content.flatMap((block) => (block.type === "text" ? block.text : [])).join(""),
    calls: reply.content.flatMap((block) => (block.type === "tool_use" ? [[block.id, block.name, JSON.stringify(block.input)]] : [])),
    reason: reply.stop_reason,
    input: input_tokens === undefined ? null : input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0),
    cached: cache_read_input_tokens ?? null,
    output: output_tokens ?? null,
  };
}
