// What the tests of tests/install install: a release of what `npm test` has built, the same under an older number, and the tests' registry.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./environment.mjs";
import { run } from "./run.mjs";

const folder = join(root, "tests", "install");
const [locked, installed] = [join(folder, "package-lock.json"), join(folder, "node_modules", ".package-lock.json")];
const hasRegistry = existsSync(installed) && statSync(installed).mtimeMs >= statSync(locked).mtimeMs;

for (const [program, args, at] of [
  ...(hasRegistry ? [] : [["npm", ["ci", "--loglevel=error"], folder]]),
  [process.execPath, ["scripts/previous.mjs"], root],
  [process.execPath, ["scripts/release.mjs", "--built"], root],
]) {
  const { code } = await run(program, args, {}, at);
  if (code !== 0) {
    process.exitCode = code;
    break;
  }
}
