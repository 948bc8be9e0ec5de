import assert from "node:assert/strict";
import { test } from "node:test";
import { inOnePiece } from "../output.mjs";
import { run } from "../run.mjs";

const node = (script) => [process.execPath, ["-e", script]];

test("a program's output and exit code come back", async () => {
  const { code, output } = await quietly(() => run(...node("console.log('out'); console.error('err'); process.exitCode = 3")));
  assert.equal(code, 3);
  assert.deepEqual(output.split("\n").sort(), ["", "err", "out"]);
});

test("a program that cannot start is a failure", async () => {
  const { code } = await quietly(() => run("no-such-program", []));
  assert.equal(code, 1);
});

test("a program that was killed is a failure", async () => {
  const { code } = await quietly(() => run(...node("process.kill(process.pid, 'SIGKILL')")));
  assert.equal(code, 1);
});

test("a long output is complete when the run ends", async () => {
  const { output } = await quietly(() => run(...node("process.stdout.write('x'.repeat(3_000_000))")));
  assert.equal(output.length, 3_000_000);
});

// The orphan keeps both pipes open, so that "close" alone would wait for the orphan's end.
test("a process that a program leaves behind does not hold up the run", { timeout: 60_000 }, async () => {
  const orphan = "setTimeout(() => {}, 600_000)";
  const leaving = `
    const { spawn } = require("node:child_process");
    const left = spawn(process.execPath, ["-e", ${JSON.stringify(orphan)}], { stdio: ["ignore", "inherit", "inherit"], detached: true });
    left.unref();
    console.log(left.pid);`;
  const shown = [];
  const { code, output } = await inOnePiece(() => run(process.execPath, ["-e", leaving], {}, undefined, 100), {
    write: (chunk) => shown.push(chunk.toString()),
  });
  try {
    assert.equal(code, 0);
    assert.match(output, /^\d+\n$/);
    assert.match(shown.join(""), /still holds its output/);
  } finally {
    process.kill(Number(output), "SIGKILL");
  }
});

function quietly(work) {
  return inOnePiece(work, { write: () => {} });
}
