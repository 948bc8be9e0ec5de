// What the image of deploy/Containerfile holds, made here by the same script: the native gateway runs in it, and writes nowhere but where it
// may. No Docker engine is needed, and none was tried.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { commandLines, instructions, manifest, unit } from "./files.mjs";
import { ask, native, startWorld } from "./world.mjs";

const skip =
  process.platform !== "linux" || native === undefined
    ? "needs the native server on Linux"
    : spawnSync("unshare", ["--user", "--map-root-user", "--mount", "true"], { stdio: "ignore" }).status !== 0
      ? "this machine allows no namespaces"
      : false;

/** The image as Kubernetes mounts it: read-only, but for the state and a temporary folder. The kernel's own folders come from the runtime. */
const enter = `
set -eu
image=$1
shift
mount --bind "$image" "$image"
mount --rbind /proc "$image/proc"
mount --rbind /dev "$image/dev"
mount --bind "$STATE" "$image/state"
mount -t tmpfs tmpfs "$image/tmp"
mount -o remount,bind,ro "$image"
exec chroot "$image" "$@"
`;

async function inImage(work) {
  const world = startWorld();
  try {
    const image = world.folder("image");
    const made = spawnSync("sh", [join(root, "deploy", "image-root.sh"), native, image], { encoding: "utf8" });
    assert.equal(made.status, 0, made.stderr);
    ["proc", "dev", "etc/shim-lsp"].forEach((name) => mkdirSync(join(image, name), { recursive: true }));
    world.write("image/etc/shim-lsp/models.json", manifest("ConfigMap", "shim-lsp-models").data["models.json"]);
    await work(world, image);
  } finally {
    await world.stop();
  }
}

test("the image has one program", { skip: process.platform !== "linux" || native === undefined }, () =>
  inImage((_, image) => {
    const programs = ["bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin"]
      .map((name) => join(image, name))
      .filter(existsSync)
      .flatMap((folder) => readdirSync(folder));
    assert.deepEqual(programs, ["shim-lsp"]);
    assert.equal(instructions().find(({ name }) => name === "ENTRYPOINT").words[0], "/usr/local/bin/shim-lsp");
  }));

test("the gateway runs in the image, which it cannot write to", { skip }, () =>
  inImage(async (world, image) => {
    const { words } = commandLines().find(({ where }) => where === "Containerfile");
    const environment = Object.fromEntries(
      instructions()
        .filter(({ name }) => name === "ENV")
        .flatMap(({ words }) => words.map((word) => word.split("="))),
    );
    const inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", enter, "sh", image];
    const [program, ...before] = inside;
    const run = (more) =>
      spawnSync(program, [...before, "/usr/local/bin/shim-lsp", ...more], {
        env: { ...world.variables(environment), STATE: world.folder("kept"), DOTNET_ROOT: undefined },
        encoding: "utf8",
      });
    const made = run(["gateway", "token", "--json", "--folder", "/work"]);
    assert.equal(made.status, 0, made.stderr);
    const gateway = await world.start(
      words.map((word) => (word === "8765" ? "0" : word)),
      { ...environment, STATE: world.folder("kept") },
      [...inside, "/usr/local/bin/shim-lsp"],
    );
    const { status, text } = await ask(gateway.port, "/api/models", { "x-api-key": JSON.parse(made.stdout).token });
    assert.equal(status, 200, text); // a token's hash is made by OpenSSL
    assert.match(text, /"opus"/);
    assert.doesNotMatch(gateway.error, /denied|read-only/i);
    assert.match(run(["doctor"]).stdout, /models\.json/);
  }));

const withoutTrace = skip || (spawnSync("strace", ["--version"], { stdio: "ignore" }).status !== 0 && "needs strace");

test("the gateway asks the kernel for nothing that the unit forbids", { skip: withoutTrace }, async () => {
  const world = startWorld();
  try {
    const log = join(world.home, "calls");
    const models = world.write("models.json", manifest("ConfigMap", "shim-lsp-models").data["models.json"]);
    const { words } = commandLines().find(({ where }) => where.endsWith("ExecStart"));
    const place = { "--port": "0", "--models": models, "--folder": world.home };
    const gateway = await world.start(
      words.map((word, at) => place[words[at - 1]] ?? word),
      {},
      ["strace", "-f", "-qq", "-o", log, native],
    );
    const { token } = JSON.parse(world.run(["gateway", "token", "--json"]).stdout);
    assert.equal((await ask(gateway.port, "/api/models", { "x-api-key": token })).status, 200);
    // Not strace itself: it would let the gateway go on without it.
    const traced = readFileSync(`/proc/${gateway.child.pid}/task/${gateway.child.pid}/children`, "utf8").trim();
    process.kill(Number(traced), "SIGTERM");
    await gateway.ended;
    const lines = readFileSync(log, "utf8").split("\n");
    const called = new Set(lines.flatMap((line) => /^\d+ +([a-z_0-9]+)\(/.exec(line)?.[1] ?? []));
    const allowed = allowedCalls();
    assert.ok(called.size > 30, "the log was read");
    assert.deepEqual(
      [...called].filter((name) => !allowed.has(name)),
      [],
    );
    assert.deepEqual(
      lines.filter((line) => /(mmap|mprotect)\(.*PROT_WRITE\|PROT_EXEC/.test(line)),
      [],
      "MemoryDenyWriteExecute",
    );
    const families = [...new Set(lines.flatMap((line) => /socket\((AF_[A-Z0-9]+)/.exec(line)?.[1] ?? []))];
    const permitted = unit().one("RestrictAddressFamilies").split(" ");
    assert.deepEqual(
      families.filter((name) => !permitted.includes(name)),
      [],
    );
  } finally {
    await world.stop();
  }
});

/** The calls of the unit's SystemCallFilter, as systemd counts them. */
function allowedCalls() {
  const of = (set) =>
    spawnSync("systemd-analyze", ["syscall-filter", set], { encoding: "utf8" })
      .stdout.split("\n")
      .slice(1)
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"))
      .flatMap((line) => (line.startsWith("@") ? [...of(line)] : [line]));
  const filters = unit()
    .all.filter(({ name }) => name === "SystemCallFilter")
    .map(({ value }) => value);
  const [allow, ...deny] = filters;
  const calls = new Set(of(allow));
  for (const set of deny.flatMap((value) => value.slice(1).split(" "))) {
    of(set).forEach((name) => calls.delete(name));
  }

  return calls;
}
