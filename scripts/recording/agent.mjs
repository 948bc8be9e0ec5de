// Stands in for a coding agent in the recording: it sends what is typed as Anthropic's Messages, as Claude Code does, and shows the answer.
import { createInterface } from "node:readline";

const { ANTHROPIC_BASE_URL, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_MODEL } = process.env;
const messages = [];
console.log("A coding agent (a stand-in, for this recording)\n");
const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "> " });
lines.prompt();
for await (const line of lines) {
  if (line === "exit") {
    break;
  }

  messages.push({ role: "user", content: line });
  const response = await fetch(`${ANTHROPIC_BASE_URL}/v1/messages`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: `Bearer ${ANTHROPIC_AUTH_TOKEN}`,
      "anthropic-version": "2023-06-01",
    },
    body: JSON.stringify({ model: ANTHROPIC_MODEL, max_tokens: 1000, messages }),
  });
  const answer = await response.json();
  const text = answer.content?.map((part) => part.text).join("") ?? JSON.stringify(answer);
  messages.push({ role: "assistant", content: text });
  console.log(`${text}\n`);
  lines.prompt();
}

lines.close();
