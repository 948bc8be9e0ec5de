// `node scripts/release/together.mjs FOLDER`: puts what several machines made, one folder each, into artifacts/release, with one list of
// checksums. A file that two of them made must be the same.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clear, release } from "./places.mjs";
import { sums } from "./sums.mjs";

const [parts] = process.argv.slice(2);
clear(release);
mkdirSync(release, { recursive: true });
const made = new Map();
for (const part of readdirSync(parts).sort()) {
  for (const name of readdirSync(join(parts, part)).filter((file) => file !== "SHA256SUMS")) {
    const content = readFileSync(join(parts, part, name));
    const before = made.get(name);
    if (before === undefined) {
      made.set(name, content);
      writeFileSync(join(release, name), content);
    } else if (!name.endsWith(".provenance.json") && !before.equals(content)) {
      console.error(`${name} differs between two machines.`);
      process.exitCode = 1;
    }
  }
}

sums();
