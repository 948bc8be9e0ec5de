// ShimLsp as a .NET tool, on a machine with the .NET SDK and nothing else. Its packages come from a folder.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { previous } from "../../scripts/previous.mjs";
import { startUpstream } from "../clients/upstream.mjs";
import { ask, documented, live, must, own, remembered } from "./life.mjs";
import { answer, release, say, script, startMachine, task, version } from "./machine.mjs";

let upstream;
const machines = [];

before(async () => {
  upstream = await startUpstream();
  await upstream.script(...script);
});

after(() => {
  machines.forEach((machine) => machine.stop());
  upstream?.stop();
});

/** @param {string[]} packages the packages that its source has */
function person(...packages) {
  const machine = startMachine(["dotnet", "sh", "chmod"]); // dotnet makes a global tool executable by chmod
  machines.push(machine);
  const source = join(machine.home, "..", "source");
  mkdirSync(source);
  packages.forEach((path) => copyFileSync(path, join(source, path.slice(path.lastIndexOf("/") + 1))));
  machine.write(
    "home/.nuget/NuGet/NuGet.Config",
    `<configuration><packageSources><clear /><add key="tests" value="${source}" /></packageSources></configuration>`,
  );
  return machine;
}

const current = join(release, `ShimLsp.${version}.nupkg`);

test("only .NET: from nothing to a routed answer by one command", async () => {
  const machine = person(current);
  machine.writeCatalog(upstream.origin);
  const { code, out, error, milliseconds } = await machine.run(`dotnet tool exec --yes ShimLsp chat '${task}'`);
  assert.equal(code, 0, error + out);
  assert.match(out, new RegExp(`^${answer}$`, "m"));
  assert.equal((await upstream.requests()).at(-1).model, "near");
  say(`only .NET: dotnet tool exec ShimLsp chat "..." answered after ${(milliseconds / 1000).toFixed(1)} s`);
});

test("an upgrade and a downgrade keep what is the person's; an uninstall leaves only that", async () => {
  const machine = person(current, previous.package);
  const before = machine.files();
  await must(machine, `dotnet tool install --global ShimLsp --version ${previous.version}`);
  assert.equal((await must(machine, "shim-lsp --version")).out, `shim-lsp ${previous.version}\n`);
  await live(machine, upstream.origin);
  const known = await remembered(machine);
  assert.equal(known.active, "far");
  assert.equal(known.trusted, true);

  await must(machine, documented("dotnet tool update --global ShimLsp"));
  assert.equal((await must(machine, "shim-lsp --version")).out, `shim-lsp ${version}\n`);
  assert.deepEqual(await remembered(machine), known);

  await must(machine, `dotnet tool update --global ShimLsp --version ${previous.version} --allow-downgrade`);
  assert.equal((await must(machine, "shim-lsp --version")).out, `shim-lsp ${previous.version}\n`);
  assert.deepEqual(await remembered(machine), known);
  await ask(machine);

  await must(machine, documented("dotnet tool uninstall --global ShimLsp"));
  const left = machine.files().filter((name) => !before.includes(name));
  assert.deepEqual(
    left.filter((name) => !own.test(name)),
    [],
  );
  assert.ok(left.includes(".config/shim-lsp/models.json") && left.includes(".local/state/shim-lsp/ledger.db"), left.join("\n"));
});
