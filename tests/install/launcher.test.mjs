// The launcher of the npm package, with a program of the tests' behind it: what goes in and out of the one goes in and out of the other.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn, spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { platform, platforms } from "../../scripts/release/platform.mjs";
import { ended, which } from "./machine.mjs";

const folder = mkdtempSync(join(tmpdir(), "shim-launcher-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const own = join(folder, "node_modules", "shim-lsp");
const launcher = join(own, "lib", "shim-lsp.js");
cpSync(join(root, "packaging", "npm"), own, { recursive: true });
writeFileSync(join(own, "lib", "platforms.json"), JSON.stringify({ platforms: Object.keys(platforms) }));
install(platform);

/** A program that says what it was given, and does what its first argument asks. */
function install(name) {
  const at = join(folder, "node_modules", "@shim-lsp", name);
  mkdirSync(join(at, "bin"), { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name: `@shim-lsp/${name}`, version: "1.0.0" }));
  writeFileSync(
    join(at, "bin", "shim-lsp"),
    `#!${process.execPath}
const [what, value] = process.argv.slice(2);
if (what === "arguments") console.log(JSON.stringify(process.argv.slice(2)));
if (what === "exit") process.exit(Number(value));
if (what === "echo") process.stdin.pipe(process.stdout);
if (what === "die") process.kill(process.pid, value);
if (what === "wait") {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => { console.log(signal); setTimeout(() => process.exit(7), 200); }); // a second one is seen
  }
  setTimeout(() => process.exit(9), 20_000); // no signal came
  console.log(String(process.pid));
}
`,
    { mode: 0o755 },
  );
  return at;
}

const run = (args, input) => ended(spawn(process.execPath, [launcher, ...args]), input);

for (const args of [[], ["--flag", "-x"], ["a b", '"quoted"', "", "new\nline", "$HOME", "*", "ü", "--", "%PATH%"]]) {
  test(`arguments pass as they are: ${JSON.stringify(args)}`, async () => {
    const { out } = await run(["arguments", ...args]);
    assert.deepEqual(JSON.parse(out), ["arguments", ...args]);
  });
}

for (const code of [0, 1, 2, 130, 255]) {
  test(`exit code ${code} passes`, async () => assert.equal((await run(["exit", String(code)])).code, code));
}

for (const signal of ["SIGTERM", "SIGKILL", "SIGSEGV"]) {
  test(`an end by ${signal} is an end by ${signal}`, async () => assert.equal((await run(["die", signal])).signal, signal));
}

test("bytes pass unchanged, a megabyte of them", async () => {
  const bytes = Buffer.from([...Array(1 << 20).keys()].map((number) => (number * 31) % 256));
  const child = spawn(process.execPath, [launcher, "echo"]);
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stdin.end(bytes);
  await new Promise((resolve) => child.on("close", resolve));
  assert.ok(Buffer.concat(chunks).equals(bytes));
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
  test(`${signal} reaches the program, once, and its exit code comes back`, async () => {
    const child = spawn(process.execPath, [launcher, "wait", signal]);
    child.stdout.once("data", () => child.kill(signal));
    const { code, out } = await ended(child);
    assert.equal(code, 7);
    assert.deepEqual(out.trim().split("\n").slice(1), [signal]);
  });
}

test("Ctrl-C in a terminal reaches the program once", { skip: !has("python3") && "needs python3" }, () => {
  const script = `
import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
said = b""
while b"\\n" not in said:
    said += os.read(terminal, 1024)
os.write(terminal, b"\\x03")
try:
    while True:
        said += os.read(terminal, 1024)
except OSError:
    pass
print(said.decode().replace("\\r", ""), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
  // The kernel may make one of two signals that come together: a second one is seen in half of the tries.
  for (let tries = 0; tries < 6; tries++) {
    const { stdout, stderr } = spawnSync("python3", ["-c", script, process.execPath, launcher, "wait", "SIGINT"], { encoding: "utf8" });
    assert.match(stdout, /^\d+\n\^CSIGINT\n 7\n$/, stderr);
  }
});

test("the end of the input reaches the program", async () => {
  const child = spawn(process.execPath, [launcher, "echo"]);
  child.stdin.end();
  assert.equal((await new Promise((resolve) => child.on("close", (code) => resolve(code)))) ?? -1, 0);
});

test("a missing platform package is a typed error that says what to do", async () => {
  const [at, away] = [join(folder, "node_modules", "@shim-lsp", platform), join(folder, "away")];
  renameSync(at, away);
  const missing = await run(["--version"]);
  assert.equal(missing.code, 1);
  assert.equal(missing.out, "");
  assert.equal(
    missing.error,
    `shim-lsp: The package @shim-lsp/${platform} is missing. npm leaves it out with --omit=optional. ` +
      "Run: npm install --include=optional shim-lsp (PLATFORM_PACKAGE_MISSING)\n",
  );

  const { binaryPath, ShimLspNotInstalled } = createRequire(launcher)("./index.js");
  assert.throws(binaryPath, (error) => error instanceof ShimLspNotInstalled && error.code === "PLATFORM_PACKAGE_MISSING");

  install("win32-arm64");
  renameSync(
    join(folder, "node_modules", "@shim-lsp", "win32-arm64", "bin", "shim-lsp"),
    join(folder, "node_modules", "@shim-lsp", "win32-arm64", "bin", "shim-lsp.exe"),
  );
  assert.match((await run(["--version"])).error, /Installed for win32-arm64, but this is .*\(PLATFORM_PACKAGE_MISSING\)/);
  rmSync(join(folder, "node_modules", "@shim-lsp", "win32-arm64"), { recursive: true });
  renameSync(away, at);
});

test("a platform that we do not build for is told so", async () => {
  const script = 'Object.defineProperty(process, "platform", { value: "aix" }); require(process.argv[1])';
  const { code, error } = await ended(spawn(process.execPath, ["-e", script, launcher]));
  assert.equal(code, 1);
  assert.match(error, /There is no program for aix-.* dotnet tool install --global ShimLsp \(UNSUPPORTED_PLATFORM\)/);
});

test("on Windows the program is the .exe, and npm's .cmd starts the launcher", () => {
  const at = join(folder, "node_modules", "@shim-lsp", "win32-x64");
  mkdirSync(join(at, "bin"), { recursive: true });
  writeFileSync(join(at, "package.json"), "{}");
  writeFileSync(join(at, "bin", "shim-lsp.exe"), "");
  const script =
    'for (const [name, value] of [["platform", "win32"], ["arch", "x64"]]) Object.defineProperty(process, name, { value });' +
    "console.log(require(process.argv[1]).binaryPath())";
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script, join(own, "lib", "index.js")], { encoding: "utf8" });
  assert.equal(stdout.trim(), join(at, "bin", "shim-lsp.exe"), stderr);
  assert.match(readFileSync(launcher, "utf8"), /^#!\/usr\/bin\/env node\n/); // what npm's shim reads the interpreter from
  rmSync(at, { recursive: true });
});

test("a program that cannot be started says which", async () => {
  const at = join(folder, "node_modules", "@shim-lsp", platform, "bin", "shim-lsp");
  const before = readFileSync(at);
  writeFileSync(at, "", { mode: 0o644 });
  spawnSync("chmod", ["644", at]);
  const { code, error } = await run(["--version"]);
  assert.equal(code, 1);
  assert.match(error, /shim-lsp: .*bin\/shim-lsp did not start \(EACCES\)/);
  writeFileSync(at, before);
  spawnSync("chmod", ["755", at]);
});

function has(program) {
  try {
    return which(program) !== undefined;
  } catch {
    return false;
  }
}
