// The command lines and variables of deploy/, with the real server: it takes each, and serves what probes and balancers ask for.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { until } from "../clients/programs.mjs";
import { commandLines, compose, gatewayContainer, gatewayPod, manifest, read, unit } from "./files.mjs";
import { ask, startWorld } from "./world.mjs";

const models = () => manifest("ConfigMap", "shim-lsp-models").data["models.json"];

/** A command line with what this machine has in place of the deployment's port, folder and catalog. */
function here(words, world) {
  const place = { "--port": "0", "--models": world.write("models.json", models()), "--folder": world.folder("work") };
  return words.map((word, at) => place[words[at - 1]] ?? word);
}

async function inWorld(work) {
  const world = startWorld();
  try {
    await work(world);
  } finally {
    await world.stop();
  }
}

for (const { where, words } of commandLines().filter(({ words }) => !words.includes("--replace"))) {
  test(`${where}: the gateway starts, tells nobody a token, and ends at SIGTERM`, () =>
    inWorld(async (world) => {
      const gateway = await world.start(here(words, world));
      assert.equal((await ask(gateway.port, "/health", { host: "localhost" })).status, 200);
      gateway.child.kill("SIGTERM");
      assert.equal(await gateway.ended, 0, gateway.error);
      assert.doesNotMatch(gateway.out + gateway.error, /shim_|Page:/);
    }));
}

test("a misspelt option is found", () =>
  inWorld((world) => {
    assert.equal(world.run(["gateway", "--no-tokens"]).status, 2);
  }));

test("the unit's reload has a new process take the port over, and it tells no token either", () =>
  inWorld(async (world) => {
    const [start, reload] = ["ExecStart", "ExecReload"].map((name) => here(unit().one(name).split(" ").slice(1), world));
    const gateway = await world.start(start);
    const before = JSON.parse((await ask(gateway.port, "/health")).text).instance;
    const replaced = world.run(reload);
    assert.equal(replaced.status, 0, replaced.stdout + replaced.stderr);
    assert.doesNotMatch(replaced.stdout + replaced.stderr, /shim_|Page:/);
    assert.equal(await gateway.ended, 0);
    assert.notEqual(JSON.parse((await ask(gateway.port, "/health")).text).instance, before);
    assert.equal(world.run(["gateway", "stop", "--folder", world.folder("work")]).status, 0);
  }));

test("each probe of Kubernetes is answered, and would not be without its Host", () =>
  inWorld(async (world) => {
    const { args, startupProbe, readinessProbe, livenessProbe } = gatewayContainer();
    const gateway = await world.start(here(args, world));
    for (const { httpGet } of [startupProbe, readinessProbe, livenessProbe]) {
      const headers = Object.fromEntries(httpGet.httpHeaders.map(({ name, value }) => [name, value]));
      assert.equal((await ask(gateway.port, httpGet.path, headers)).status, 200);
      assert.equal((await ask(gateway.port, httpGet.path, { host: "10.244.1.7:8765" })).status, 421);
    }

    const { name, namespace } = manifest("Service", "shim-lsp").metadata;
    for (const host of [name, `${name}.${namespace}.svc.cluster.local`]) {
      assert.equal((await ask(gateway.port, "/health", { host })).status, 200, host);
    }
  }));

test("tokens that were made elsewhere count in a pod, after its init container has copied them", () =>
  inWorld(async (world) => {
    const elsewhere = world.folder("elsewhere");
    const folder = world.folder("a folder that no pod has");
    const made = world.run(["gateway", "token", "--tenant", "alice", "--folder", folder, "--json"], { XDG_STATE_HOME: elsewhere });
    const { token } = JSON.parse(made.stdout);
    rmdirSync(folder);
    const [init] = gatewayPod().initContainers;
    const place = { "/tokens": join(elsewhere, "shim-lsp", "gateway"), "/state": world.folder("state") };
    const [program, ...words] = init.command.map((word) => word.replace(/^\/(tokens|state)(?=\/)/, (path) => place[path]));
    assert.equal(spawnSync(program, words).status, 0);
    const gateway = await world.start(here(gatewayContainer().args, world));
    const { status, text } = await ask(gateway.port, "/api/models", { authorization: `Bearer ${token}` });
    assert.equal(status, 200, text);
    const slugs = JSON.parse(text).models.map(({ slug }) => slug);
    assert.ok(["haiku", "opus"].every((slug) => slugs.includes(slug)), text);
    assert.equal((await ask(gateway.port, "/api/models")).status, 401);
  }));

test("two gateways on one state folder, as in compose.yaml, know the same tokens", () =>
  inWorld(async (world) => {
    const words = here(compose().services.gateway.command, world);
    const gateways = [await world.start(words), await world.start(words)];
    const { token } = JSON.parse(world.run(["gateway", "token", "--tenant", "bob", "--json"]).stdout);
    for (const { port } of gateways) {
      assert.equal((await ask(port, "/api/models", { "x-api-key": token })).status, 200);
    }
  }));

test("a new version of the ConfigMap, which comes as a swapped link, is read", () =>
  inWorld(async (world) => {
    const mount = world.folder("mount");
    const version = (name, text) => {
      mkdirSync(join(mount, name));
      writeFileSync(join(mount, name, "models.json"), text);
      symlinkSync(name, join(mount, "..next"));
      renameSync(join(mount, "..next"), join(mount, "..data"));
    };
    version("..1", models());
    symlinkSync("..data/models.json", join(mount, "models.json"));
    const words = here(gatewayContainer().args, world);
    words[words.indexOf("--models") + 1] = join(mount, "models.json");
    const gateway = await world.start(words);
    const { token } = JSON.parse(world.run(["gateway", "token", "--json"]).stdout);
    const list = async () => (await ask(gateway.port, "/api/models", { "x-api-key": token })).text;
    assert.match(await list(), /"opus"/);
    version("..2", models().replace('"slug": "opus"', '"slug": "opus-next"'));
    await until(async () => (await list()).includes('"opus-next"'), "the gateway has read the new catalog");
  }));

for (const [where, text] of [
  ["compose/models.json", () => read("compose", "models.json")],
  ["the ConfigMap", models],
]) {
  test(`${where} has no problem`, () =>
    inWorld((world) => {
      const checked = world.run(["check", world.write("models.json", text()), "--strict", "--json"]);
      assert.deepEqual(JSON.parse(checked.stdout).problems, []);
      assert.equal(checked.status, 0);
    }));
}

const withoutHaproxy = spawnSync("haproxy", ["-v"], { stdio: "ignore" }).status !== 0 && process.env.CI !== "true";

test("haproxy sends a token to the same gateway, and to the other one when that has gone", { skip: withoutHaproxy && "needs haproxy" }, () =>
  inWorld(async (world) => {
    const gateways = [];
    for (const name of ["one", "two"]) {
      gateways.push(await world.start(here(compose().services.gateway.command, world), { XDG_STATE_HOME: world.folder(name) }));
    }

    const port = await freePort();
    const check = /server-template \S+ \S+ \S+ (check)/.exec(read("compose", "haproxy.cfg"))[1];
    const servers = gateways.map((gateway, at) => `  server g${at} 127.0.0.1:${gateway.port} ${check}`).join("\n");
    const configuration = world.write(
      "haproxy.cfg",
      read("compose", "haproxy.cfg")
        .replace("bind :8765", `bind 127.0.0.1:${port}`)
        .replace(/ {2}server-template .*/, servers)
        .replace(/resolvers names\n(?: {2}.*\n)+/, ""),
    );
    const haproxy = spawn("haproxy", ["-db", "-f", configuration], { stdio: "ignore" });
    try {
      const instance = async (token) => {
        const { status, text } = await ask(port, "/health", { authorization: `Bearer ${token}`, host: "127.0.0.1" });
        assert.equal(status, 200);
        return JSON.parse(text).instance;
      };
      await until(() => instance("warm").catch(() => false), "haproxy listens");
      const tokens = Array.from({ length: 32 }, (_, number) => `shim_${number}`);
      const first = await Promise.all(tokens.map(instance));
      assert.equal(new Set(first).size, 2, "both gateways have work");
      assert.deepEqual(await Promise.all(tokens.map(instance)), first, "a token stays where it is");
      gateways[0].child.kill("SIGTERM");
      await gateways[0].ended;
      const after = await Promise.all(tokens.map(instance));
      assert.equal(new Set(after).size, 1, "no request was refused");
    } finally {
      haproxy.kill();
    }
  }),
);

async function freePort() {
  const listening = createServer();
  await new Promise((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address();
  await new Promise((resolve) => listening.close(resolve));
  return port;
}
