// The official clients. Each line of input is a question, { sdk, url, key, model, streams, task }; its answer is one line of output: what
// the client made of the reply. The task is to say hi, to fill in a schema (json), to use a tool (tool), or to leave in mid-stream (abort).
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { createInterface } from "node:readline";

const messages = [{ role: "user", content: "Hi" }];
const schema = { type: "object", properties: { name: { type: "string" } }, required: ["name"], additionalProperties: false };
const parameters = { type: "object", properties: { path: { type: "string" } }, required: ["path"] };
const [name, description, result] = ["look", "Looks at a file.", "Ten lines."];
const clients = {
  openai: { hi: askOpenAi, json: fillByOpenAi, tool: callByOpenAi, abort: leaveOpenAi },
  responses: { hi: askResponses, json: fillByResponses, tool: callByResponses, abort: leaveResponses },
  anthropic: { hi: askAnthropic, json: fillByAnthropic, tool: callByAnthropic, abort: leaveAnthropic },
};

const completion = (client, request, streams) => {
  const { completions } = client.chat;
  return streams
    ? completions.stream({ ...request, stream_options: { include_usage: true } }).finalChatCompletion()
    : completions[request.response_format ? "parse" : "create"](request);
};
const response = ({ responses }, request, streams) =>
  streams ? responses.stream(request).finalResponse() : responses[request.text ? "parse" : "create"](request);
const message = ({ messages }, request, streams) =>
  streams
    ? messages.stream({ max_tokens: 1000, ...request }).finalMessage()
    : messages[request.output_config ? "parse" : "create"]({ max_tokens: 1000, ...request });

process.stdout.write("\nready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { sdk, task = "hi", url, key = "key", model, streams } = JSON.parse(line);
  const Client = sdk === "anthropic" ? Anthropic : OpenAI;
  const client = new Client({ baseURL: url, apiKey: key, maxRetries: 0 });
  const answer = await clients[sdk][task](client, model, streams).catch((error) => ({
    failed: `${error.name}: ${error.message}`,
    status: error.status ?? null,
  }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function askOpenAi(client, model, streams) {
  const reply = await completion(client, { model, messages }, streams);
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

async function askResponses(client, model, streams) {
  const reply = await response(client, { model, input: messages }, streams);
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

async function askAnthropic(client, model, streams) {
  const reply = await message(client, { model, messages }, streams);
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = reply.usage ?? {};
  return {
    text: reply.content.flatMap((block) => (block.type === "text" ? block.text : [])).join(""),
    calls: reply.content.flatMap((block) =>
      block.type === "tool_use" ? [[block.id, block.name, JSON.stringify(block.input)]] : [],
    ),
    reason: reply.stop_reason,
    input: input_tokens === undefined ? null : input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0),
    cached: cache_read_input_tokens ?? null,
    output: output_tokens ?? null,
  };
}

// The clients read the JSON of a whole reply themselves.
async function fillByOpenAi(client, model, streams) {
  const response_format = { type: "json_schema", json_schema: { name: "person", strict: true, schema } };
  const reply = await completion(client, { model, messages, response_format }, streams);
  const [{ message }] = reply.choices;
  return { filled: streams ? JSON.parse(message.content) : message.parsed };
}

async function fillByResponses(client, model, streams) {
  const text = { format: { type: "json_schema", name: "person", strict: true, schema } };
  const reply = await response(client, { model, input: messages, text }, streams);
  return { filled: streams ? JSON.parse(reply.output_text) : reply.output_parsed };
}

async function fillByAnthropic(client, model, streams) {
  const output_config = { format: { type: "json_schema", schema } };
  const reply = await message(client, { model, messages, output_config }, streams);
  return { filled: streams ? JSON.parse(reply.content[0].text) : reply.parsed_output };
}

async function callByOpenAi(client, model, streams) {
  const tools = [{ type: "function", function: { name, description, parameters } }];
  const asked = await completion(client, { model, messages, tools }, streams);
  const turn = asked.choices[0].message;
  const results = turn.tool_calls.map(({ id }) => ({ role: "tool", tool_call_id: id, content: result }));
  const reply = await completion(client, { model, messages: [...messages, turn, ...results], tools }, streams);
  return {
    called: turn.tool_calls.map((call) => [call.id, call.function.name, JSON.parse(call.function.arguments)]),
    text: reply.choices[0].message.content,
  };
}

async function callByResponses(client, model, streams) {
  const tools = [{ type: "function", name, description, parameters, strict: false }];
  const asked = await response(client, { model, input: messages, tools }, streams);
  const calls = asked.output.filter(({ type }) => type === "function_call");
  const results = calls.map(({ call_id }) => ({ type: "function_call_output", call_id, output: result }));
  const reply = await response(client, { model, input: [...messages, ...asked.output, ...results], tools }, streams);
  return { called: calls.map((call) => [call.call_id, call.name, JSON.parse(call.arguments)]), text: reply.output_text };
}

async function callByAnthropic(client, model, streams) {
  const tools = [{ name, description, input_schema: parameters }];
  const asked = await message(client, { model, messages, tools }, streams);
  const calls = asked.content.filter(({ type }) => type === "tool_use");
  const results = calls.map(({ id }) => ({ type: "tool_result", tool_use_id: id, content: result }));
  const turns = [...messages, { role: "assistant", content: asked.content }, { role: "user", content: results }];
  const reply = await message(client, { model, messages: turns, tools }, streams);
  return {
    called: calls.map((call) => [call.id, call.name, call.input]),
    text: reply.content.map(({ text }) => text ?? "").join(""),
  };
}

async function leaveOpenAi(client, model) {
  return leave(client.chat.completions.stream({ model, messages }), (chunk) => chunk.choices[0]?.delta.content);
}

async function leaveResponses(client, model) {
  const stream = client.responses.stream({ model, input: messages });
  return leave(stream, (event) => (event.type === "response.output_text.delta" ? event.delta : ""));
}

async function leaveAnthropic(client, model) {
  return leave(client.messages.stream({ model, messages, max_tokens: 1000 }), (event) => event.delta?.text);
}

// Leaves at the first word.
async function leave(stream, textOf) {
  let heard = "";
  try {
    for await (const event of stream) {
      heard = textOf(event) ?? "";
      if (heard.length > 0) {
        stream.abort();
        break;
      }
    }
  } catch (error) {
    return { heard, left: error.constructor.name };
  }

  return { heard, left: "APIUserAbortError" };
}
