// Other people's servers and clients, which the tests of the wire talk to. They have a package.json of their own, because nothing else
// needs them and they are large.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./environment.mjs";
import { run } from "./run.mjs";

const folder = join(root, "tests", "upstreams");
const [locked, installed] = [join(folder, "package-lock.json"), join(folder, "node_modules", ".package-lock.json")];

/** Installs what is not there yet. If that fails, the tests that need it are skipped, or fail in CI, and say why. */
export async function installUpstreams() {
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(locked).mtimeMs) {
    await run("npm", ["ci", "--loglevel=error"], {}, folder);
  }
}
