// package.json against the code, the texts and the README.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import manifest from "../../../package.json";
import texts from "../../../package.nls.json";
import { bundle, exported } from "../../../scripts/l10n.mjs";
import { schemaFiles } from "../../../src/infrastructure/catalog/places";
import { commandIds } from "../../../src/infrastructure/commandIds";

const client = join(import.meta.dirname, "..", "..", "..");
const read = (path: string) => readFileSync(join(client, path), "utf8");
const sources = readdirSync(join(client, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => read(join("src", file)));
const readme = read("README.md");
const { contributes } = manifest;
const text = (key: string) => (texts as Record<string, string>)[key.replaceAll("%", "")];

describe.each(contributes.commands)("$command", ({ command, title, category, icon }) => {
  test("is registered once, and nothing else is", () => {
    const [name] = Object.entries(commandIds).find(([, id]) => id === command) ?? [];

    expect(sources.filter((source) => new RegExp(`registerCommand\\(\\s*commandIds\\.${name ?? ""},`).test(source))).toHaveLength(
      1,
    );
    expect(Object.values(commandIds)).toHaveLength(contributes.commands.length);
  });

  test("has a title, an icon, and a row in the README", () => {
    expect(text(title)).toMatch(/^[A-Z]/);
    expect(category).toBe("Shim");
    expect(icon).toMatch(/^\$\([a-z-]+\)$/);
    expect(readme).toContain(`| Shim: ${text(title)} |`);
  });
});

test.each(Object.keys(contributes.configuration.properties))("the setting %s has a text, and a row in the README", (name) => {
  expect(text(name)).toMatch(/\.$/);
  expect(readme).toContain(`| \`${name}\` |`);
});

test("every text is used, and every text that is used is there", () => {
  const used = JSON.stringify(manifest).match(/(?<=")%[^%"]+%(?=")/g) ?? [];

  expect(used.map((key) => key.slice(1, -1)).sort()).toEqual(Object.keys(texts).sort());
});

test("a command shows only where it can work", () => {
  expect(Object.fromEntries(contributes.menus.commandPalette.map(({ command, when }) => [command, when]))).toEqual({
    "shimLsp.switchModel": "shimLsp.running",
    "shimLsp.previousModel": "shimLsp.running",
    "shimLsp.setDefaultModel": "shimLsp.running",
    "shimLsp.route": "shimLsp.running",
    "shimLsp.openDashboard": "shimLsp.running",
    "shimLsp.feedback": "shimLsp.hasDecision",
    "shimLsp.startGateway": "shimLsp.running",
    "shimLsp.stopGateway": "shimLsp.gateway",
    "shimLsp.copyConnection": "shimLsp.running",
    "shimLsp.clearCache": "shimLsp.running",
    "shimLsp.showLastDecision": "shimLsp.hasDecision",
    "shimLsp.setApiKey": "shimLsp.running",
    "shimLsp.addModel": "shimLsp.running",
    "shimLsp.editModel": "shimLsp.running",
    "shimLsp.removeModel": "shimLsp.running",
    "shimLsp.moveKey": "shimLsp.running",
    "shimLsp.allowKey": "shimLsp.running",
    "shimLsp.forbidKey": "shimLsp.running",
    "shimLsp.removeApiKey": "shimLsp.hasKeys",
    "shimLsp.useInChat": "shimLsp.running",
    "shimLsp.stopUsingInChat": "shimLsp.inChat",
    "shimLsp.askInChat": "shimLsp.running",
  });
});

test("conditions name what the extension sets, or VS Code", () => {
  const conditions = [
    ...contributes.menus.commandPalette,
    ...contributes.menus["editor/context"],
    ...contributes.keybindings,
  ].map(({ when }) => when);
  const names = new Set(conditions.flatMap((when) => when.split(" && ")));
  const set = /contextKeys = \{([^}]*)\}/.exec(read("src/infrastructure/commands.ts"))?.[1]?.match(/"[^"]+"/g) ?? [];

  expect([...names].sort()).toEqual(["editorHasSelection", ...set.map((name) => JSON.parse(name) as string)].sort());
});

test.each(contributes.walkthroughs.flatMap(({ steps }) => steps))(
  "the walkthrough's step $id leads to our commands, and has its picture",
  (step) => {
    const named = [...JSON.stringify([text(step.description), step.completionEvents]).matchAll(/[Cc]ommand:([\w.]+)/g)].map(
      ([, id]) => id,
    );

    expect(named).not.toEqual([]);
    expect(named.filter((id) => !contributes.commands.some(({ command }) => command === id))).toEqual([]);
    expect(existsSync(join(client, step.media.image))).toBe(true);
  },
);

// Not the server and not the catalog, but neither which of a person's own models takes its tasks, nor a trace that writes them down.
test("an untrusted workspace can set nothing", () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;

  expect(supported).toBe("limited");
  expect([...restrictedConfigurations].sort()).toEqual(Object.keys(contributes.configuration.properties).sort());
});

test("models.json has its schema and its comments wherever the server reads one", () => {
  expect(schemaFiles).toEqual(["**/.shim/models.json", "**/shim-lsp/models.json", "**/.codex-shim/models.json"]);
  expect(contributes.jsonValidation).toEqual([{ fileMatch: schemaFiles, url: "./dist/models.schema.json" }]);
  expect(contributes.languages).toEqual([{ id: "jsonc", filenamePatterns: schemaFiles }]);
});

test("the exported texts are those of the sources: npm run l10n -w client-vscode", async () => {
  expect(readFileSync(bundle, "utf8")).toBe(await exported());
});

test("pictures that the README shows are there", () => {
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) => match[1] ?? "");

  expect(pictures.length).toBeGreaterThanOrEqual(3);
  expect(pictures.filter((picture) => !existsSync(join(client, picture)))).toEqual([]);
});
