// Which model another gateway itself gives a task to: it runs with its own rule, in front of an upstream that answers with the name of the
// model that it was asked for.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const longestStart = 60_000; // milliseconds
const inFlight = 8;

/** An upstream in the format of chat completions, whose every answer is the model's name. */
export async function startUpstream() {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
    }

    const { model } = JSON.parse(body);
    const message = { role: "assistant", content: model };
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify({
        id: "1",
        object: "chat.completion",
        model,
        choices: [{ index: 0, message, finish_reason: "stop" }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

/**
 * claude-code-router with its rule: the router's settings, and what Claude Code would send with each task.
 * @returns for each task whether the strong model was asked
 */
export const askRouter = ({ folder }, upstream, tasks, settings, more = {}) =>
  withGateway(
    (home, port) => {
      mkdirSync(join(home, ".claude-code-router"));
      writeFileSync(
        join(home, ".claude-code-router", "config.json"),
        JSON.stringify({
          HOST: "127.0.0.1",
          PORT: port,
          APIKEY: "unused",
          LOG: false,
          Providers: [
            { name: "mock", api_base_url: `${upstream}/v1/chat/completions`, api_key: "unused", models: ["weak", "strong"] },
          ],
          Router: settings,
        }),
      );
      return [join(folder, "node_modules", "@musistudio", "claude-code-router", "dist", "cli.js"), "start"];
    },
    tasks,
    async (origin, text) => {
      const body = { model: "claude-sonnet-5-5", max_tokens: 1000, messages: [{ role: "user", content: text }], ...more };
      const { content } = await post(`${origin}/v1/messages`, { "x-api-key": "unused", "anthropic-version": "2023-06-01" }, body);
      return content[0].text;
    },
  );

/** Portkey's gateway with a configuration of its own: a strategy, and two targets. */
export const askPortkey = ({ folder }, upstream, tasks, { strategy, weights = [1, 1] }) =>
  withGateway(
    (home, port) => [
      join(folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js"),
      "--headless",
      `--port=${port}`,
    ],
    tasks,
    async (origin, text) => {
      const targets = ["weak", "strong"].map((name, index) => ({
        name,
        provider: "openai",
        api_key: "unused",
        custom_host: `${upstream}/v1`,
        override_params: { model: name },
        weight: weights[index],
      }));
      const body = { model: "auto", max_tokens: 1000, messages: [{ role: "user", content: text }] };
      const { choices } = await post(
        `${origin}/v1/chat/completions`,
        { "x-portkey-config": JSON.stringify({ strategy, targets }) },
        body,
      );
      return choices[0].message.content;
    },
  );

/** codex-shim with its router and no classifier: with one, a model would have to judge each task. */
export const askCodexShim = ({ folder }, upstream, tasks) =>
  withGateway(
    (home, port) => {
      const settings = join(home, "models.json");
      const rows = ["weak", "strong"].map((slug) => ({
        slug,
        model: slug,
        display_name: slug,
        provider: "generic-chat-completion-api",
        base_url: `${upstream}/v1`,
        api_key: "unused",
      }));
      const candidates = [
        { slug: "weak", cost: 0.6, card: "Fast and cheap." },
        { slug: "strong", cost: 24, card: "For the hardest work." },
      ];
      writeFileSync(settings, JSON.stringify({ models: rows, router: { enabled: true, slug: "codex-auto", candidates } }));
      const program = "import sys; sys.path.insert(0, sys.argv[1]); from codex_shim.server import main; main(sys.argv[2:])";
      return ["-c", program, folder, "--settings", settings, "--port", `${port}`];
    },
    tasks,
    async (origin, text) => {
      const body = { model: "codex-auto", max_tokens: 1000, messages: [{ role: "user", content: text }] };
      return (await post(`${origin}/v1/chat/completions`, {}, body)).choices[0].message.content;
    },
    "/usr/bin/python3",
  );

/** Starts a gateway in a home of its own, asks it each task, and ends it. */
async function withGateway(argumentsIn, tasks, ask, program = process.execPath) {
  const home = mkdtempSync(join(tmpdir(), "shim-compare-"));
  const port = await freePort();
  const child = spawn(program, argumentsIn(home, port), {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  const ended = once(child, "close");
  try {
    await listening(port, child);
    return await inTurn(tasks, async ({ text }) => {
      const model = await ask(`http://127.0.0.1:${port}`, text);
      if (model !== "weak" && model !== "strong") {
        throw new Error(`Answered by neither model: ${model}`);
      }

      return model === "strong";
    });
  } finally {
    if (child.exitCode === null) {
      process.kill(-child.pid, "SIGKILL");
    }

    await ended;
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function post(url, headers, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${url}: ${response.status} ${text}`);
  }

  return JSON.parse(text);
}

/** The answers in the tasks' order, a few asked at a time. */
async function inTurn(tasks, ask) {
  const answers = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let index = next++; index < tasks.length; index = next++) {
        answers[index] = await ask(tasks[index]);
      }
    }),
  );
  return answers;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function listening(port, child) {
  for (const end = performance.now() + longestStart; ; await sleep(50)) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise((resolve) =>
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false)),
    );
    socket.destroy();
    if (isOpen) {
      return;
    }

    if (child.exitCode !== null || performance.now() > end) {
      throw new Error(`${child.spawnargs.join(" ")} does not listen.`);
    }
  }
}
