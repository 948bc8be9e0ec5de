// The native archive, on a machine with neither Node nor .NET: only what every Linux has.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { copyFileSync, createReadStream } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startUpstream } from "../clients/upstream.mjs";
import { ask, documented, live, must, own, remembered } from "./life.mjs";
import { answer, platform, release, say, script, startMachine, task, version, which } from "./machine.mjs";

const file = `shim-lsp-${version}-${platform}.tar.gz`;
const shown = `shim-lsp-${version}-linux-x64.tar.gz`; // the file that the page shows
const here = (line) => documented(line).replaceAll(shown, file);
const unpack = here(`tar -xzf ${shown} -C ~/.local --strip-components=1`);
const uninstall = here(`cd ~/.local && tar -tzf ~/${shown} | sed 's|^[^/]*/||' | xargs rm`);
let upstream;
let site;
const machines = [];

before(async () => {
  upstream = await startUpstream();
  await upstream.script(...script);
  site = createServer((request, response) => createReadStream(join(release, request.url)).pipe(response));
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
});

after(() => {
  machines.forEach((machine) => machine.stop());
  upstream?.stop();
  site?.close();
});

function person(...more) {
  const machine = startMachine(["sh", "tar", "gzip", "mkdir", ...more]);
  machines.push(machine);
  copyFileSync(join(release, file), join(machine.home, file));
  return machine;
}

test("neither Node nor .NET: from nothing to a routed answer by one command", { skip: !has("curl") && "needs curl" }, async () => {
  const machine = person("curl");
  machine.writeCatalog(upstream.origin);
  const address = `http://127.0.0.1:${site.address().port}/${file}`;
  const { code, out, error, milliseconds } = await machine.run(
    `mkdir -p ~/.local && curl -fsSL ${address} | tar -xz -C ~/.local --strip-components=1 && shim-lsp chat '${task}'`,
  );
  assert.equal(code, 0, error);
  assert.equal(out, `${answer}\n`);
  assert.equal((await upstream.requests()).at(-1).model, "near");
  say(`neither: curl ... | tar -xz && shim-lsp chat "..." answered after ${(milliseconds / 1000).toFixed(1)} s`);
});

test("an archive that is unpacked again keeps what is the person's; its own list uninstalls it", async () => {
  const machine = person("sed", "xargs", "rm");
  await must(machine, `mkdir -p ~/.local && cd ~ && ${unpack}`);
  assert.equal((await must(machine, "shim-lsp --version")).out, `shim-lsp ${version}\n`);
  await live(machine, upstream.origin);
  const known = await remembered(machine);
  await must(machine, `cd ~ && ${unpack}`);
  assert.deepEqual(await remembered(machine), known);

  await must(machine, uninstall);
  assert.deepEqual(
    machine.files().filter((name) => !own.test(name)),
    [file],
  );
  assert.ok(machine.has("home/.config/shim-lsp/models.json") && machine.has("home/.local/state/shim-lsp/ledger.db"));
});

test(
  "a ledger that a newer version wrote is left alone, and answers come as ever",
  { skip: !has("python3") && "needs python3" },
  async () => {
    const machine = person();
    await must(machine, `mkdir -p ~/.local && cd ~ && ${unpack}`);
    await live(machine, upstream.origin);
    const ledger = join(machine.home, ".local", "state", "shim-lsp", "ledger.db");
    const sqlite = (...statements) =>
      execFileSync(
        "python3",
        [
          "-c",
          "import sqlite3, sys\nopen = sqlite3.connect(sys.argv[1])\nfor one in sys.argv[2:]: print(open.execute(one).fetchone())\nopen.commit(); open.close()",
          ledger,
          ...statements,
        ],
        { encoding: "utf8" },
      );
    sqlite("PRAGMA user_version = 1000");
    const state = () => sqlite("SELECT count(*), max(id) FROM calls", "PRAGMA user_version");
    const before = state();
    await ask(machine);
    assert.equal(state(), before);
    const { code, out, error } = await machine.run("shim-lsp usage");
    assert.equal(code, 1);
    assert.match(out + error, /newer version of shim-lsp/);
  },
);

test("the archive has completions where shells look, a man page, and licences", async () => {
  const machine = person();
  await must(machine, `mkdir -p ~/.local && cd ~ && ${unpack}`);
  const at = "home/.local/share";
  assert.match(machine.read(`${at}/man/man1/shim-lsp.1`).toString(), /^\.TH SHIM\\-LSP 1$/m);
  assert.match(machine.read(`${at}/fish/vendor_completions.d/shim-lsp.fish`).toString(), /complete --command shim-lsp/);
  assert.match(machine.read(`${at}/doc/shim-lsp/LICENSE`).toString(), /^MIT License/);
  const notices = machine.read(`${at}/doc/shim-lsp/ThirdPartyNotices.txt`).toString();
  ["StreamJsonRpc", ".NET runtime", "preact"].forEach((name) => assert.ok(notices.includes(name), name));
  assert.ok(!notices.includes("vscode-languageclient"), "the extension is not in it");
});

test("bash loads its completion by the name of the command", async () => {
  const machine = person("bash");
  await must(machine, `mkdir -p ~/.local && cd ~ && ${unpack}`);
  const line = "shim-lsp comple";
  const script = `. ~/.local/share/bash-completion/completions/shim-lsp
COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDS=(${line}) COMP_CWORD=1; _shim_lsp shim-lsp; echo "\${COMPREPLY[*]}"`;
  machine.write("work/try.sh", script);
  assert.equal((await must(machine, "bash try.sh")).out, "completion\n");
});

test("zsh loads its completion from its path", { skip: !has("zsh") && "needs zsh" }, async () => {
  const machine = person("zsh");
  await must(machine, `mkdir -p ~/.local && cd ~ && ${unpack}`);
  machine.write(
    "work/try.zsh",
    `fpath=(~/.local/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D
echo $_comps[shim-lsp]
compadd() { if [[ $2 == others ]]; then echo $others; fi }
words=(shim-lsp comple) CURRENT=2 PREFIX=comple
_shim-lsp`,
  );
  assert.equal((await must(machine, "zsh -f try.zsh")).out, "_shim-lsp\ncompletion\n");
});

test("the checksums hold, as a person checks them", async () => {
  const machine = person("sha256sum");
  const { out } = await must(machine, `cd ${release} && ${documented("sha256sum --check --ignore-missing SHA256SUMS")}`);
  assert.match(out, new RegExp(`^${file}: OK$`, "m"));
});

function has(program) {
  try {
    return which(program) !== undefined;
  } catch {
    return false;
  }
}
