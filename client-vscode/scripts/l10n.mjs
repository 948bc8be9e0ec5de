// Exports the texts that src hands to `l10n.t` into l10n/bundle.l10n.json, the file that translators start from.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const { getL10nJson } = createRequire(import.meta.url)("@vscode/l10n-dev"); // its module form names files without their endings
const client = dirname(dirname(fileURLToPath(import.meta.url)));

export const bundle = join(client, "l10n", "bundle.l10n.json");

/** The bundle's text as the sources have it now. */
export async function exported() {
  const src = join(client, "src");
  const files = readdirSync(src, { recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .sort();
  const texts = await getL10nJson(files.map((file) => ({ extension: ".ts", contents: readFileSync(join(src, file), "utf8") })));
  const sorted = Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(bundle, await exported());
}
