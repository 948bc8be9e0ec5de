// A person's life with one installed program: catalog, trust, a model that was chosen, calls that were recorded. It must outlive every version.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/environment.mjs";
import { answer, task } from "./machine.mjs";

/** What belongs to the person. Nothing else may be left by an uninstall. */
export const own = /^\.(config|local\/state)\/shim-lsp\//;

/** Makes all that an installed program remembers. Leaves four calls in the ledger: two by each catalog. */
export async function live(machine, origin) {
  machine.writeCatalog(origin);
  await must(machine, "shim-lsp use far");
  machine.write("work/clone/.shim/models.json", JSON.stringify({ models: [row("clones", origin)] }));
  await must(machine, "shim-lsp trust clone --yes");
  await ask(machine);
  await ask(machine);
}

/** Two calls: one where the person chose a model, one in the clone that was trusted. */
export async function ask(machine) {
  assert.equal((await must(machine, `shim-lsp chat '${task}'`)).out, `${answer}\n`);
  assert.equal((await must(machine, `shim-lsp chat '${task}'`, "clone")).out, `${answer}\n`);
}

/** What it remembers now, as the program itself says. */
export async function remembered(machine) {
  const json = async (line) => JSON.parse((await must(machine, line)).out);
  const calls = await json("shim-lsp usage --by model --json");
  const trust = await json("shim-lsp trust clone --json");
  return {
    catalog: machine.read("home/.config/shim-lsp/models.json").toString(),
    active: (await json("shim-lsp status --json")).active,
    trusted: trust.trusted,
    allowed: trust.allowed,
    calls: callsOf(calls),
  };
}

const page = readFileSync(join(root, "docs", "install.md"), "utf8").replaceAll("\\|", "|");

/** A command line that docs/install.md has, word by word. */
export function documented(line) {
  assert.ok(page.includes(`\`${line}\``) || page.includes(`\n${line}\n`), `docs/install.md does not say: ${line}`);
  return line;
}

export async function must(machine, line, folder) {
  const result = await machine.run(folder === undefined ? line : `cd ${folder} && ${line}`);
  assert.equal(result.code, 0, `${line}\n${result.error}${result.out}`);
  return result;
}

const callsOf = ({ rows }) => rows.map(({ key, calls }) => [key, calls]).sort();

const row = (slug, origin) => ({
  slug,
  model: slug,
  provider: "generic-chat-completion-api",
  base_url: `${origin}/v1`,
  pricing: { input: 1, output: 2 },
});
