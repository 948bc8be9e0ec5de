// models.json as a language, in a real VS Code: the server looks at the text as it is typed, VS Code at the schema, and nothing is said
// twice.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { big, haiku, local, opus } from "./support/catalogs";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { plain, type Window } from "./support/window";

const { home, open } = useEditor({
  settings: { "shim.trace.server": "verbose", "editor.minimap.enabled": false, "files.autoSave": "off" },
});

/** A workspace with a catalog of its own, which a person can read. */
function workspace(name: string, content: object | string): { readonly folder: string; readonly file: string } {
  const file = home.write(`${name}/.shim/models.json`, content);
  return { folder: home.path(name), file };
}

/** The person's own catalog, which may use the key that is set. */
function own(content: object | string): string {
  return home.write("home/.config/shim-lsp/models.json", content);
}

/** All that the Problems view has of a file, when that has been the same for a while. */
async function problems(window: Window, file: string): Promise<readonly string[]> {
  let before = "";
  return until("the problems have settled", async () => {
    const now = await window.probe<string[]>("diagnostics", { file });
    await window.page.waitForTimeout(400);
    const settled = JSON.stringify(now) === before;
    before = JSON.stringify(now);
    return settled && now;
  });
}

async function become(window: Window, file: string, expected: readonly RegExp[]): Promise<void> {
  await until(`${file} has ${expected.join(", ")}`, async () => {
    const found = await window.probe<string[]>("diagnostics", { file });
    return found.length === expected.length && expected.every((each) => found.some((text) => each.test(text)));
  });
  expect(await problems(window, file)).toHaveLength(expected.length);
}

/** As a person opens a file. One that an extension has opened stays open for minutes after its tab is closed. */
async function quickOpen(window: Window, path: string): Promise<void> {
  await window.page.keyboard.press("Control+P");
  await window.quick.locator("input").waitFor();
  await window.page.keyboard.type(path);
  await window.row("models.json").click();
}

const replace = (window: Window, from: string, to: string) => window.probe("replace", { from, to });

test("a fault in a text that is not saved is in the Problems view once, and goes when it is mended", async () => {
  const { folder, file } = workspace("unsaved", {
    models: [local, { ...big, max_context_limit: 64000 }],
    router: { default: "big" },
  });
  const window = await open(folder);
  await window.probe("open", { file });
  expect(await problems(window, file)).toEqual([]);

  await replace(window, '"default": "big"', '"default": "bgi"');
  await become(window, file, [/"bgi".*"big"/]);
  await replace(window, '"max_context_limit": 64000', '"max_context_limit": -64000');
  await become(window, file, [/"bgi"/, /below the minimum/]);
  await replace(window, '"max_context_limit": -64000', '"max_context_limit" 64000');
  await until("VS Code's own parser says it", async () =>
    (await problems(window, file)).some((text) => text.includes("Colon expected")),
  );
  expect((await problems(window, file)).filter((text) => /colon/i.test(text))).toHaveLength(1);
  await replace(window, '"max_context_limit" 64000', '"max_context_limit": 64000');
  await replace(window, '"bgi"', '"big"');
  await become(window, file, []);

  expect(readFileSync(file, "utf8")).not.toContain("bgi"); // nothing was ever saved
  expect(await window.page.locator(".tab.dirty").count()).toBe(1);
});

test("an unopened workspace catalog has its problems too, those of the schema among them, and each once when it is opened", async () => {
  const { folder, file } = workspace("unopened", {
    models: [local, { ...big, max_context_limit: -1, api_key: "${env:SHIM_TEST_KYE}" }],
    router: { default: "nobody" },
  });
  const window = await open(folder);

  const three = [/max_context_limit/, /SHIM_TEST_KYE.*Did you mean SHIM_TEST_KEY/, /nobody/];
  await become(window, file, three);
  await window.openPicker();
  const [first, ...rows] = await window.quickRows();
  expect(first).toContain("2 problems in the models file"); // the key that is not set is said where the model is
  expect(rows.find((row) => row.startsWith("Qwen Big"))).toContain("SHIM_TEST_KYE");
  await window.close();
  await window.run("Problems: Focus on Problems View");
  const listed = () =>
    window.page.locator(".markers-panel .monaco-list-row .marker-message-details-container, .markers-panel .marker-message-line");
  await until("the Problems view lists them", async () => (await listed().count()) >= 3);
  await quickOpen(window, ".shim/models.json");
  await become(window, file, [/minimum/, /SHIM_TEST_KYE/, /nobody/]);
  await window.page.locator('[id="status.languageStatus"]').waitFor();
  await window.probe("command", { id: "workbench.action.closeAllEditors" });
  await become(window, file, three);

  home.write("unopened/.shim/models.json", { models: [local] });
  await become(window, file, []);
});

test("a file that VS Code has no schema for is checked by the server alone", async () => {
  const file = home.write("team/llm/team.json", { models: [{ ...local, cost: -1 }], router: { default: "nobody" } });
  const window = await open(home.path("team"));
  await window.probe("open", { file });

  await become(window, file, [/`cost`/, /nobody/]);
});

test("a text that is in no file yet is a catalog if it plainly is one; other JSON is left alone", async () => {
  const window = await open(home.folder("untitled"));
  const text = JSON.stringify({ models: [local], router: { default: "nobody" } }, null, 2);
  const uri = await window.probe<string>("untitled", { language: "json", text });
  await until("it is found", async () =>
    (await window.probe<string[]>("diagnostics", { uri })).some((each) => each.includes("nobody")),
  );

  const other = home.write("untitled/models.json", { models: [{ name: "User", fields: [] }], router: { default: "nobody" } });
  await window.probe("open", { file: other });
  expect(await problems(window, other)).toEqual([]);
});

test("hovering over a slug says how its model is, and the slugs are offered where one belongs", async () => {
  const file = own({ models: [local, haiku, opus], router: { default: "haiku", classifier: "local" } });
  const window = await open(home.folder("hover"));
  await window.probe("open", { file });
  await window.request("reportOutcome", { slug: "haiku", status: 429, retryAfterSeconds: 900 });

  const hover = await until("it is told", async () => {
    const texts = await window.probe<string[]>("hover", { file, at: '"default": "ha' });
    return texts.find((each) => /Claude Haiku|claude-haiku-5-5/.test(each));
  });
  expect(hover).toMatch(/429|limited/i);

  const labels = await window.probe<string[]>("complete", { file, at: '"default": "' });
  expect(labels.filter((label) => ["local", "haiku", "opus"].includes(label))).toEqual(["local", "haiku", "opus"]);
  expect(await window.notifications()).toEqual([]);
});

test("what is typed is finished by the slug that is chosen", async () => {
  const { folder, file } = workspace("complete", { models: [local, big], router: { default: "zzz" } });
  const window = await open(folder);
  await window.probe("open", { file, select: "zzz" });
  await until("the server has read it", async () => (await window.models()).models.length === 3);

  await window.page.getByText("(3 selected)").waitFor();
  await window.page.keyboard.type("bi");
  const suggestion = window.page.locator(".suggest-widget .monaco-list-row", { hasText: "big" }).first();
  await until("it is offered", async () => {
    await window.page.keyboard.press("Control+Space");
    await suggestion.waitFor({ timeout: 2_000 });
    return true;
  });
  await window.screenshot("models-completion");
  await suggestion.click();

  await until("it is there", async () => (await window.probe<{ text: string }>("editor")).text.includes('"default": "big"'));
});

test("a key that is typed into the file goes to the secret storage by one click, and no trace has it", async () => {
  const literal = "sk-language-canary-51";
  const { folder, file } = workspace("key", { models: [{ ...local, slug: "a", provider: "openai", model: "m", api_key: "x" }] });
  const window = await open(folder);
  await window.probe("open", { file });
  await replace(window, '"api_key": "x"', `"api_key": "${literal}"`);
  await become(window, file, [/plain-text key/]);
  await window.probe("open", { file, select: literal });

  const offered = await window.probe<string[]>("actions", { file, at: literal });
  const moving = offered.filter((title) => title.includes("secret store"));
  expect(moving).toHaveLength(1);
  await window.fix(moving[0] ?? "");

  await until("the key is out of the file", () => readFileSync(file, "utf8").includes('"${secret:'));
  // VS Code keeps earlier texts of a saved file itself. What is ours to keep clean are the logs: the trace is on.
  expect(home.filesWith(literal).filter((path) => !/History|Backups/.test(path))).toEqual([]);
  await become(window, file, []);
});

test("what the server finds is in the Problems view, once, and a key leaves the file with one click", async () => {
  const window = await open(home.folder("problems"));
  const literal = "sk-literal-canary-44";
  const row = { slug: "b", model: "m", provider: "openai", base_url: "http://127.0.0.1:9/v1", api_key: literal, strength: 7 };
  const file = own({ models: [row], router: { candidates: ["nobody"] } });
  await window.probe("open", { file, select: literal });
  const found = () => window.probe<string[]>("diagnostics", { file });
  await until("the server's are there", async () => (await found()).some((text) => text.includes("nobody")));
  await until("the schema's are there", async () => (await found()).some((text) => text.includes("maximum")));
  expect((await found()).filter((text) => text.includes("strength"))).toEqual([]); // the schema says that already
  expect((await found()).filter((text) => text.includes("plain-text key"))).toHaveLength(1);
  await window.screenshot("problems");

  await window.fix("Move the key to the editor's secret store");
  await until("the key is out of the file", () => !readFileSync(file, "utf8").includes(literal));
  expect(readFileSync(file, "utf8")).toContain('"${secret:B_API_KEY}"');
  await until(
    "and the model has it",
    async () => (await window.models()).models.find(({ slug }) => slug === "b")?.credential.kind === "secret",
  );
  expect((await window.models()).models.find(({ slug }) => slug === "b")?.availability.state).toBe("available");

  // A sample that was copied names a schema that is not there. Without the line, the extension's own applies.
  own({
    $schema: "./server/models.schema.json",
    models: [{ model: "m", provider: "ollama", cost: -1 }],
  });
  await until("its schema is missed", async () => (await found()).some((text) => text.includes("models.schema.json")));
  await window.probe("open", { file, select: "./server" });
  await window.fix("Remove $schema: Shim brings the schema");
  await until("the schema checks it", async () => (await found()).some((text) => text.includes("minimum")));
  await window.page.keyboard.press("Control+s");
  // VS Code empties a file before it writes it: an empty one is not saved yet, and would be written over what comes next.
  await until("it is saved", () => /^(?!.*\$schema).*ollama/s.test(readFileSync(file, "utf8")));

  // Half a file is never written into: the person is told where it breaks.
  const half = '{\n  "models": [\n    { "model": "a",';
  own(half);
  await until("it is found to be broken", async () =>
    (await window.models()).catalog.problems.some(({ code }) => code === "invalidJson"),
  );
  await window.run("Shim: Remove Model...");
  await window.choose("m");
  await window.dialog("Remove").getByRole("button", { name: "Remove Model", exact: true }).click();
  await window.notification("is not JSON from line 3 on").waitFor();
  expect(readFileSync(file, "utf8")).toBe(half);
});

test("above each row of the catalog in force is what can be done with it, and a click does it", async () => {
  const file = own({ models: [local, { ...haiku, api_key: "${env:SHIM_NO_SUCH_KEY}" }], router: { threshold: 0.7 } });
  const window = await open(home.folder("lenses"));
  await window.probe("open", { file });
  const become = (...expected: readonly string[]) =>
    until(`the lenses are ${expected.join(", ")}`, async () => {
      const found = await window.probe<string[]>("lenses", { file });
      return found.join() === expected.join() || Promise.reject(new Error(found.join()));
    });

  await become("Use this model", "Probe (1 call)", "No key", "Active");
  await window.screenshot("models-lenses");
  await window.page.locator(".codelens-decoration a", { hasText: "Use this model" }).click();

  await window.statusShows("Qwen Local");
  await become("Active", "Probe (1 call)", "No key", "Use Auto");
  await window.page.locator(".codelens-decoration a", { hasText: "Use Auto" }).click();
  await window.statusShows("Auto");
});

test("the file as a person sees it", async () => {
  const file = own({ models: [local, { ...haiku, base_url: "http://models.example.com" }, opus], router: { default: "opsu" } });
  const window = await open(home.folder("looks"));
  await window.probe("open", { file });
  await become(window, file, [/"opsu"/, /encrypt/]);
  await window.run("Problems: Focus on Problems View");
  await window.probe("open", { file, select: '"claude-haiku-5-5"' });
  await window.page.locator(".view-line").getByText('"haiku"').first().hover();
  const hover = window.page.locator(".monaco-hover:visible", { hasText: "not checked" });
  await hover.waitFor();
  await window.screenshot("models-json");

  expect(plain(await hover.innerText())).toContain("claude-haiku-5-5");
});
