// A person with three models: sees what is active, switches, routes, and is told of every change, in a real VS Code.
import { readFileSync, rmSync } from "node:fs";
import type { ModelList } from "shim-lsp-client/protocol";
import { describe, expect, onTestFinished, test } from "vitest";
import { catalog, easy, hard, local } from "./support/catalogs";
import { useEditor } from "./support/open";
import { until } from "./support/until";
import { plain } from "./support/window";

const { home, open, fresh } = useEditor();

describe("the status item", () => {
  test("says what is active, then where Auto sent the last task, and why", async () => {
    const window = await fresh();

    expect(await window.statusText()).toBe("Auto");
    await window.route(easy);
    await window.statusShows("Auto: Qwen Local");
    const tooltip = await window.tooltip();
    await window.screenshot("tooltip");

    expect(await window.statusIcon()).toContain("codicon-sparkle");
    expect(tooltip).toMatch(/Last task: Qwen Local Qwen Local is the cheapest of 3/);
    expect(tooltip).toMatch(/Qwen Local (0\.9\d|1\.00) 0\.2 chosen/);
    expect(tooltip).toMatch(/Cache: 0 of 1 requests were hits, 1 of 256 entries in use/);
    expect(tooltip).toMatch(/Switch model · Open models file · Show last decision$/);
    expect(await window.status.getAttribute("aria-label")).toBe("Shim: active language model Auto: Qwen Local. Switch model");
  });

  test("leads to the last decision from its tooltip", async () => {
    const window = await fresh();
    await window.route(easy);
    await window.statusShows("Auto: Qwen Local");
    await window.tooltip();

    await window.page.locator(".monaco-hover:visible a", { hasText: "Show last decision" }).click();

    await until("the explanation is open", async () => (await window.quickTitle()).startsWith("Routed to Qwen Local"));
  });
});

describe("the picker", () => {
  test("switches this window's folder and no other, and the server agrees", async () => {
    const [window, other] = [await open(home.folder("one")), await open(home.folder("two"))];

    await window.openPicker();
    const rows = await window.quickRows();
    await window.screenshot("picker");
    await window.choose("Claude Opus");
    await window.statusShows("Claude Opus");

    expect(rows).toEqual([
      "Auto, active, Each task goes to the cheapest model that is good enough",
      "Qwen Local, cost 0.2, not checked · ollama/qwen3-coder:30b · local, Ollama",
      "Claude Haiku, $1/$5 per 1M, not checked · 200k context · images · Fast and cheap. · anthropic/claude-haiku-5-5 · haiku, Anthropic",
      "Claude Opus, $5/$25 per 1M, not checked · 200k context · images · Strong on hard problems. · anthropic/claude-opus-5-5 · opus",
    ]);
    expect(await window.statusIcon()).toContain("codicon-pin");
    expect((await window.stats()).active).toBe("opus");
    expect((await other.stats()).active).toBe("auto");
    expect(await other.statusText()).toBe("Auto");
  });

  test("opens by the palette and by its key, and finds by what the details say", async () => {
    const window = await fresh();

    await window.run("Shim: Switch Model");
    await until("the picker is open", async () => (await window.quickTitle()) === "Switch model");
    await window.page.keyboard.type("hard problems");
    await until("one is left", async () => (await window.quickRows()).length === 1);
    await window.page.keyboard.press("Enter");
    await window.statusShows("Claude Opus");
    await window.page.keyboard.press("Control+Alt+Shift+M");
    await window.choose("Auto");

    await window.statusShows("Auto");
    expect((await window.stats()).invalidations).toMatchObject({ modelSwitched: 2 });
  });

  test("every choice counts, however soon after the last one", async () => {
    const window = await fresh();

    for (const name of Array.from({ length: 6 }, () => ["Claude Opus", "Claude Haiku"]).flat()) {
      await window.openPicker();
      await window.quick.locator("input[type=text]").fill(name);
      await until("it is found", async () => (await window.quickRows())[0]?.startsWith(name));
      await window.page.keyboard.press("Enter");
      await window.statusShows(name);
    }

    expect((await window.stats()).invalidations).toMatchObject({ modelSwitched: 12 });
  });

  test("a change leaves the cursor where it is, and Enter chooses what is under it", async () => {
    const window = await fresh();
    const focused = async () => plain((await window.quick.locator(".monaco-list-row.focused").getAttribute("aria-label")) ?? "");
    await window.openPicker();
    await window.page.keyboard.press("ArrowDown");
    await window.page.keyboard.press("ArrowDown");
    await until("the cursor is on a model", async () => (await focused()).startsWith("Claude Haiku"));
    await window.settled();

    await window.request("reportOutcome", { slug: "local", status: 429, retryAfterSeconds: 900 });
    await until("the list has changed", async () => (await window.quickRows()).some((row) => row.includes("rate limited")));

    await until("the cursor is on it still", async () => (await focused()).startsWith("Claude Haiku"));
    await window.page.keyboard.press("Enter");
    await window.statusShows("Claude Haiku");
  });

  test("leads to a model's row in the file", async () => {
    const window = await fresh();

    await window.openPicker();
    await window.row("Claude Opus").hover();
    await window.row("Claude Opus").getByRole("button", { name: "Open in models.json" }).click();
    const shown = await until("the file is open", () =>
      window.probe<{ file: string; text: string; line: number } | null>("editor"),
    );

    expect(shown.file).toBe(home.path("home/.config/shim-lsp/models.json"));
    await until("the cursor is at the row", async () => {
      const at = await window.probe<{ line: number }>("editor");
      return shown.text
        .split("\n")
        .slice(at.line, at.line + 2)
        .join("")
        .includes('"opus"');
    });
  });
});

describe("the models file", () => {
  const own = home.path("home/.config/shim-lsp/models.json");

  test("is made from the sample where there is none, and changes nothing by that", async () => {
    onTestFinished(() => {
      home.write("home/.config/shim-lsp/models.json", catalog);
    });
    rmSync(own);
    const window = await open(home.folder("starter"));
    const before = await window.models();
    expect(before.catalog.sources).toEqual(["embedded"]);

    await window.run("Shim: Open Models File");
    const shown = await until("it is open", () => window.probe<{ file: string; text: string } | null>("editor"));

    expect(shown.file).toBe(own);
    expect(shown.text).toMatch(/^\/\/ /);
    expect(shown.text).not.toContain("$schema");
    const after = await until("it is in force", async () => {
      const list = await window.models();
      return list.catalog.sources[0] === own && list;
    });
    const withoutPlace = ({ models }: ModelList) => models.map((model) => ({ ...model, position: undefined }));
    expect(withoutPlace(after)).toEqual(withoutPlace(before));
    expect(after.catalog.problems).toEqual(before.catalog.problems);
    expect(await window.probe("language")).toBe("jsonc");
    // Its hosted models have no key here, which each row says; there is nothing else to say of it.
    const keys = ["ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "OPENAI_API_KEY"];
    const unset = keys.filter((name) => !process.env[name]);
    await until("the server has looked at the file", async () => {
      const found = await window.probe<string[]>("diagnostics", { file: own });
      return (
        found.map((text) => text.split(" is not set.")[0]).join() === unset.join() || Promise.reject(new Error(found.join()))
      );
    });
  });

  test("is made where a setting says", async () => {
    const window = await open(home.folder("named"));
    onTestFinished(() => window.configure("shim.modelsPath", null));
    await window.configure("shim.modelsPath", home.path("named/team/models.json"));
    await until("it is missed", async () =>
      (await window.models()).catalog.problems.some(({ severity }) => severity === "error"),
    );

    await window.run("Shim: Open Models File");

    await until("its models are in force", async () => (await window.models()).models.length === 8);
    expect(readFileSync(home.path("named/team/models.json"), "utf8")).toContain('"models"');
  });

  test("opens at its first error, which VS Code's own check marks as well", async () => {
    const file = home.write(
      "wrong/.shim/models.json",
      `{\n  "models": [\n    ${JSON.stringify(local)},\n    { "model": "x", "provider": "acme" }\n  ]\n}`,
    );
    const window = await open(home.path("wrong"));

    await window.openPicker();
    await window.choose("1 problem in the models file");
    const shown = await until("it is open", () => window.probe<{ file: string; line: number } | null>("editor"));

    expect(shown).toMatchObject({ file, line: 3 });
    // The server may say it first, until the schema has spoken.
    await until("it is marked once, by the schema", async () => {
      const [message, ...others] = await window.probe<string[]>("diagnostics", { file });
      return others.length === 0 && message?.includes("Value is not accepted");
    });
  });
});

describe("routing", () => {
  test("the selection, with the explanation", async () => {
    const window = await fresh();
    const file = home.write("work/todo.md", `# To do\n\n${hard}\n`);
    await window.probe("open", { file, select: hard });

    await window.run("Shim: Route Selection or Prompt");
    await until("the explanation is open", async () => (await window.quickTitle()).startsWith("Routed to Claude Opus"));
    const rows = await window.quickRows();
    await window.screenshot("explanation");

    expect(rows[0]).toMatch(
      /^Claude Opus, score 1\.00 · strength 0\.95, from models\.json · cost 24, Claude Opus is the only one to reach 0\.70: .*, Chosen$/,
    );
    expect(rows.slice(1, 3)).toEqual([
      expect.stringMatching(
        /^Claude Haiku, score 0\.\d\d · strength 0\.60, from models\.json · cost 0\.6, Below the threshold of 0\.70$/,
      ),
      expect.stringMatching(/^Qwen Local, score 0\.\d\d · strength 0\.50, from models\.json · cost 0\.2$/),
    ]);
    expect(rows.join("\n")).toContain("Decided by, the embedded scorer, on this machine");
    await window.close();
    await window.statusShows("Auto: Claude Opus");
  });

  test("a prompt where nothing is selected; the last decision can be seen again, and used", async () => {
    const window = await fresh();
    expect(await window.palette("Shim: Show Last Decision")).not.toEqual(
      expect.arrayContaining([expect.stringContaining("Show Last Decision")]),
    );

    await window.run("Shim: Route Selection or Prompt");
    await window.quick.locator("input[type=text]").fill(easy);
    await window.page.keyboard.press("Enter");
    await until("the explanation is open", async () => (await window.quickTitle()).startsWith("Routed to Qwen Local"));
    await window.close();
    await window.run("Shim: Show Last Decision");
    await until("it is open again", async () => (await window.quickTitle()).startsWith("Routed to Qwen Local"));
    await window.row("Claude Haiku").hover();
    await window.row("Claude Haiku").getByRole("button", { name: "Use this model for every task" }).click();

    await window.statusShows("Claude Haiku");
  });

  test("clearing the cache", async () => {
    const window = await fresh();
    await window.route(easy);
    expect((await window.stats()).entries).toBe(1);

    await window.run("Shim: Clear Router Cache");

    await until("it says so", () => window.page.getByText("Router cache cleared: 1 decision dropped.").first().isVisible());
    expect(await window.stats()).toMatchObject({ entries: 0, invalidations: { manual: 1 } });
  });
});

test("in a window with two folders the active editor's counts, and the picker says which", async () => {
  const [shop, docs] = [home.write("multi/shop/a.md", easy), home.write("multi/docs/b.md", hard)];
  const window = await open(home.write("multi/both.code-workspace", { folders: [{ path: "shop" }, { path: "docs" }] }));
  await window.probe("open", { file: docs });

  await window.status.locator("a").first().click();
  await until("it says which folder", async () => (await window.quickTitle()) === "Switch model for docs");
  await window.choose("Claude Opus");
  await window.statusShows("Claude Opus");
  await window.probe("open", { file: shop });
  await window.statusShows("Auto");

  const folder = (name: string) => ({ workspaceFolder: `file://${home.path(`multi/${name}`)}` });
  expect(await window.request("status", folder("docs"))).toMatchObject({ active: "opus" });
  expect(await window.request("status", folder("shop"))).toMatchObject({ active: "auto" });
});

test("a window without a folder has its models too", async () => {
  const window = await open("");
  await window.openPicker();
  await window.choose("Claude Haiku");
  await window.statusShows("Claude Haiku");
});
