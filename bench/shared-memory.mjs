// What a developer takes of a Redis that gateways share: memory by the number of scores, and processor time of what a route reads. The keys
// are those of docs/shared.md; the values have the sizes of the sample catalog's seven candidates. Starts a redis-server of its own (Debian:
// apt-get install redis-server), 20 seconds in all.
//   npm run bench -- shared-memory
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const developers = 2_000;
const candidates = 7;

/** What the gateways write, as ScoresCode.cs and ConversationCode.cs say: scores with their strengths and a reason of forty letters. */
const scoreBytes = 4 + 17 * candidates + 40;
const conversationBytes = 7 + 10 + 32 + 2 + 10 * candidates + scoreBytes; // slugs of ten letters

/** RedisSession.cs keeps as many scores as fit into 28 KiB, each with 112 bytes of its own. */
const mostScores = Math.floor((28 * 1024) / (112 + scoreBytes));
const reads = 200_000;
const inFlight = 64;

/** What a route reads in one round trip: the state, one score, the health, the tenant's budget. */
const script = `
local state = redis.call('HMGET', KEYS[1], 'g', 'c', 'ct', 'hv')
local scores = redis.call('HGET', KEYS[2], ARGV[1])
local health = redis.call('HGETALL', KEYS[3])
local budget = redis.call('HMGET', KEYS[4], ARGV[2], ARGV[3], 'r')
return {state, scores, health, budget}
`;

const folder = mkdtempSync(join(tmpdir(), "shim-lsp-redis-"));
const socket = join(folder, "redis.sock");
const server = spawn("redis-server", ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder], { stdio: "ignore" });
server.on("error", () => {
  console.error("This needs redis-server (Debian: apt-get install redis-server).");
  process.exit(2);
});

try {
  const redis = await open();
  const [version] = /(?<=redis_version:).*/.exec(await redis.call("INFO", "server"));
  console.log(`Redis ${version.trim()}, ${developers} developers, ${candidates} candidates`);
  console.log("| scores of a developer | memory of a developer, KiB |\n| ---: | ---: |");
  for (const scores of [0, 8, 16, 32, 64, mostScores]) {
    await redis.call("FLUSHALL", "SYNC");
    const before = await memory(redis);
    for (let number = 0; number < developers; number++) {
      await Promise.all(everythingOf(number, scores).map((command) => redis.call(...command)));
    }

    console.log(`| ${scores} | ${(((await memory(redis)) - before) / developers / 1024).toFixed(2)} |`);
  }

  const sha = await redis.call("SCRIPT", "LOAD", script);
  await time(redis, reads / 10, sha); // not counted
  const [took, micros] = await time(redis, reads, sha);
  console.log(
    `A route's read, ${inFlight} in flight: ${Math.round(reads / took)} a second, ${micros.toFixed(2)} us of Redis' processor each`,
  );
} finally {
  server.kill();
  await new Promise((resolve) => server.on("close", resolve));
  rmSync(folder, { recursive: true, force: true });
}

function everythingOf(number, scores) {
  const tenant = hash(`tenant ${number}`).toString("hex").slice(0, 16);
  const workspace = hash(`tenant ${number} folder`).toString("hex").slice(0, 16);
  const key = (end) => `shim:{${tenant}}:${workspace}:${end}`;
  const day = 24 * 60 * 60;
  const fields = (count, of) => Array.from({ length: count }, (_, at) => of(at)).flat();
  const put = (name, seconds, ...values) => [
    ["HSET", name, ...values],
    ["EXPIRE", name, `${seconds}`],
  ];
  return [
    ...put(key("g"), 7 * day, "g", "17", "c", "auto", "ct", "1780000000000", "f", "42", "hv", "3"),
    ...(scores > 0
      ? put(key("s"), day, ...fields(scores, (at) => [hash(`${number} ${at}`).subarray(0, 16), Buffer.alloc(scoreBytes, at)]))
      : []),
    ...put(key("a"), day, ...fields(8, (at) => [hash(`${at}`).subarray(0, 16), Buffer.alloc(conversationBytes, at)])),
    ...put(key("h"), day, ...fields(2, (at) => [`model-${at}`, Buffer.alloc(32, at)])),
    ...put(`shim:{b}:tenant:${tenant}`, 40 * day, "d:20261130", "1234567890", "m:202611", "12345678901", "r", "0"),
    ...put(`shim:{b}:workspace:${workspace}`, 40 * day, "d:20261130", "1234567890", "m:202611", "12345678901", "r", "0"),
  ];
}

/** @returns seconds, and microseconds of the server's processor for each read */
async function time(redis, count, sha) {
  const before = processor();
  const started = performance.now();
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const number = left % developers;
      const tenant = hash(`tenant ${number}`).toString("hex").slice(0, 16);
      const workspace = hash(`tenant ${number} folder`).toString("hex").slice(0, 16);
      const key = (end) => `shim:{${tenant}}:${workspace}:${end}`;
      const keys = [key("g"), key("s"), key("h"), `shim:{b}:tenant:${tenant}`];
      await redis.call("EVALSHA", sha, "4", ...keys, hash(`${number} 3`).subarray(0, 16), "d:20261130", "m:202611");
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return [(performance.now() - started) / 1000, ((processor() - before) * 1e6) / count];
}

function hash(text) {
  return createHash("sha256").update(text).digest();
}

/** Seconds of processor time that the server has taken. */
function processor() {
  const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function memory(redis) {
  return Number(/(?<=\bused_memory:)\d+/.exec(await redis.call("INFO", "memory"))[0]);
}

/** A connection that sends commands and reads their replies in order. */
async function open() {
  for (let attempt = 0; ; attempt++) {
    const connection = connect(socket);
    const isOpen = await new Promise((resolve) => {
      connection.once("connect", () => resolve(true));
      connection.once("error", () => resolve(false));
    });
    if (isOpen) {
      return client(connection);
    }

    if (attempt === 100) {
      throw new Error("redis-server does not answer.");
    }

    await sleep(50);
  }
}

function client(connection) {
  const waiting = [];
  let buffer = Buffer.alloc(0);
  connection.on("data", (chunk) => {
    buffer = buffer.length > 0 ? Buffer.concat([buffer, chunk]) : chunk;
    let at = 0;
    for (let reply = read(buffer, at); reply; reply = read(buffer, at)) {
      at = reply.end;
      const { resolve, reject } = waiting.shift();
      (reply.value instanceof Error ? reject : resolve)(reply.value);
    }

    buffer = buffer.subarray(at);
  });
  return {
    call: (...words) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        const parts = words.flatMap((word) => {
          const bytes = Buffer.from(word);
          return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")];
        });
        connection.write(Buffer.concat([Buffer.from(`*${words.length}\r\n`), ...parts]));
      }),
  };
}

/** One reply of the protocol, as text; undefined if it is not whole yet. */
function read(buffer, at) {
  const stop = buffer.indexOf("\r\n", at);
  if (stop < 0) {
    return undefined;
  }

  const [kind, rest] = [String.fromCharCode(buffer[at]), buffer.toString("latin1", at + 1, stop)];
  if (kind === "$") {
    const length = Number(rest);
    const end = length < 0 ? stop + 2 : stop + 2 + length + 2;
    return buffer.length < end
      ? undefined
      : { value: length < 0 ? null : buffer.toString("latin1", stop + 2, stop + 2 + length), end };
  }

  if (kind === "*") {
    const value = [];
    let end = stop + 2;
    for (let left = Number(rest); left > 0; left--) {
      const item = read(buffer, end);
      if (!item) {
        return undefined;
      }

      value.push(item.value);
      end = item.end;
    }

    return { value, end };
  }

  return { value: kind === "-" ? new Error(rest) : rest, end: stop + 2 };
}
