// `npm run bench:client`: what the extension costs a person, in a real VS Code. A program that prints a table, not a test: no number
// fails it. What it compares with is measured in the same run.
import { statSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { vsixOf } from "../scripts/vsix.mjs";
import { catalog, manyModels } from "../test/e2e/support/catalogs";
import { Editor } from "../test/e2e/support/editor";
import { Home } from "../test/e2e/support/home";
import { until } from "../test/e2e/support/until";
import type { Window } from "../test/e2e/support/window";
import { type PaintedText, paintedStatusItems, recordStatusItems, untilPainted } from "./painted";

const windows = Number(process.env["SHIM_LSP_BENCH_WINDOWS"] ?? 10);
const choices = Number(process.env["SHIM_LSP_BENCH_CHOICES"] ?? 50);
const home = new Home();
let editor: Editor;

beforeAll(async () => {
  home.write("home/.config/shim-lsp/models.json", catalog);
  addEmptyExtension();
  editor = await Editor.start(home, { variables: { SHIM_TEST_KEY: "placeholder" } });
});

afterAll(async () => {
  await editor.stop();
  home.remove();
});

const ourItem = "shim-lsp.shim-lsp.shimLsp.model";
const emptyItem = "shim-lsp-tests.shim-lsp-empty.empty";

/** An extension that makes a status item and does nothing else, activated in the same window, to compare with. */
function addEmptyExtension(): void {
  const folder = "extensions/shim-lsp-tests.shim-lsp-empty-0.0.1";
  home.write(`${folder}/package.json`, {
    name: "shim-lsp-empty",
    publisher: "shim-lsp-tests",
    version: "0.0.1",
    engines: { vscode: "^1.104.0" },
    main: "./main.js",
    activationEvents: ["onStartupFinished"],
    extensionKind: ["workspace"],
  });
  home.write(
    `${folder}/main.js`,
    `performance.mark("shimLsp.empty.loading");
const { window } = require("vscode");
exports.activate = ({ subscriptions }) => {
  performance.mark("shimLsp.empty.activating");
  const item = window.createStatusBarItem("empty", 1, 99);
  item.text = "Empty";
  item.show();
  subscriptions.push(item);
  performance.mark("shimLsp.empty.activated");
};
`,
  );
}

interface Mark {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const rows: string[][] = [["what", "bar", "median", "min-max", "met"]];

function row(
  what: string,
  bar: string,
  values: readonly number[],
  met: (median: number) => boolean | undefined,
  unit = "ms",
): number {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const verdict = met(median);
  const text = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`.trim();
  rows.push([
    what,
    bar,
    text(median),
    `${text(sorted[0] ?? NaN)} - ${text(sorted.at(-1) ?? NaN)}`,
    verdict === undefined ? "" : verdict ? "yes" : "NO",
  ]);
  return median;
}

const noBar = () => undefined;

async function started(): Promise<void> {
  const activating: number[] = [];
  const loading: number[] = [];
  const over: number[] = [];
  const showing: number[] = [];
  const painting: number[] = [];
  const paintingEmpty: number[] = [];
  for (let index = 0; index <= windows; index++) {
    const window = await editor.open(home.folder(`started-${index}`), (page) => recordStatusItems(page, [ourItem, emptyItem]));
    const marks = await window.probe<Mark[]>("marks");
    const painted = await until("both items are painted", async () => {
      const texts = await paintedStatusItems(window.page);
      const [ours, empty] = [find(texts, ourItem, "Auto"), find(texts, emptyItem, "Empty")];
      return ours !== undefined && empty !== undefined && { ours, empty };
    });
    const at = (name: string) => marks.find((mark) => mark.name === name)?.at ?? NaN;
    const between = (from: string, to: string) => at(to) - at(from);
    if (index > 0) {
      // The first window warms the file system's cache up, as the first one of a day does.
      activating.push(between("shimLsp.activating", "shimLsp.activated"));
      loading.push(between("shimLsp.loading", "shimLsp.activated"));
      over.push((loading.at(-1) ?? NaN) - between("shimLsp.empty.loading", "shimLsp.empty.activated"));
      showing.push(between("shimLsp.activating", "shimLsp.modelShown"));
      painting.push(painted.ours - at("shimLsp.activating"));
      paintingEmpty.push(painted.empty - at("shimLsp.empty.activating"));
    }

    await window.shut();
  }

  row("activating: from the bundle's first line to the end of activate()", "", loading, noBar);
  row("over an empty extension in the same window", "15 ms", over, (median) => median < 15);
  row("of that, activate()", "", activating, noBar);
  row("activating to the status item that names a model, in the extension", "", showing, noBar);
  const ours = row("activating to the first model painted in the status bar", "300 ms", painting, (median) => median < 300);
  const empty = row("activating to the empty extension's status item painted", "", paintingEmpty, noBar);
  row("ratio of the two", "3", [ours / empty], (ratio) => ratio < 3, "");
}

/** When an item first said a text. */
function find(texts: readonly PaintedText[], item: string, text: string): number | undefined {
  return texts.find((each) => each.item === item && each.text.includes(text))?.at;
}

async function chosen(): Promise<void> {
  const window = await editor.open(home.folder("chosen"));
  const ours = await times(window, '[id="shim-lsp.shim-lsp.shimLsp.model"]', ["Claude Opus", "Claude Haiku"], () =>
    window.openPicker(),
  );
  await window.probe("open", { file: home.write("chosen/a.md", "# a\n") });
  const theirs = await times(window, '[id="status.editor.mode"]', ["Plain Text", "Markdown"], () =>
    window.page.locator('[id="status.editor.mode"] a').first().click(),
  );
  await window.shut();

  const [mine, others] = [
    row("choosing in the picker to painted text", "150 ms", ours, (median) => median < 150),
    row("VS Code's own language picker to painted text", "", theirs, noBar),
  ];
  row("ratio", "", [mine / others], noBar, "");
}

/** The picker with 300 models: from the key that opens it to its painted rows, and from a letter of the filter to its rows. */
async function many(): Promise<void> {
  home.write("many/.shim/models.json", { models: manyModels(300) });
  const window = await editor.open(home.path("many"));
  const opened: number[] = [];
  const typed: number[] = [];
  const rows = ".quick-input-list .monaco-list-row";
  for (let index = 0; index < choices; index++) {
    opened.push(await untilPainted(window.page, rows, () => window.page.keyboard.press("Control+Alt+Shift+M")));
    await until("the models are there", async () => (await window.quickRows()).length > 5);
    // Each changes the rows at the top: few models have a 9, fewer one before this digit.
    for (const letter of `9${index % 9}`) {
      typed.push(await untilPainted(window.page, rows, () => window.page.keyboard.press(letter)));
    }

    await window.close();
  }

  // VS Code's own quick pick and filter, with as many rows that have as much in them.
  const names = manyModels(300).map((_, index) => `Model ${index} of a family with a long name`);
  const theirs: number[] = [];
  for (let index = 0; index < choices; index++) {
    await window.probe("pick", { rows: names });
    await until("the rows are there", async () => (await window.quickRows()).length > 5);
    for (const letter of `9${index % 9}`) {
      theirs.push(await untilPainted(window.page, rows, () => window.page.keyboard.press(letter)));
    }

    await window.close();
  }

  await window.shut();
  row("opening the picker with 300 models", "250 ms", opened, (median) => median < 250);
  const letter = row("a letter of its filter to the rows that are left", "16 ms", typed, (median) => median < 16);
  const other = row("the same in VS Code's own quick pick of 300 rows", "", theirs, noBar);
  row("ratio of the two", "", [letter / other], noBar, "");
}

/** So many choices, one after another, each to another item than the one before. */
async function times(
  window: Window,
  item: string,
  items: readonly [string, string],
  open: () => Promise<void>,
): Promise<number[]> {
  const measured: number[] = [];
  for (let index = 0; index < choices; index++) {
    const name = items[index % 2 === 0 ? 0 : 1];
    await open();
    await window.quick.locator("input[type=text]").fill(name);
    await until(`${name} is the one left first`, async () => (await window.quickRows())[0]?.startsWith(name));
    measured.push(await untilPainted(window.page, item, () => window.page.keyboard.press("Enter")));
  }

  return measured;
}

test("measure", { timeout: 600_000 }, async () => {
  const load = loadavg()[0]?.toFixed(2);
  await started();
  await chosen();
  await many();
  const dist = join(import.meta.dirname, "..", "dist");
  const bundle = ["extension.js", "languageClient.js"].reduce((sum, file) => sum + statSync(join(dist, file)).size / 1000, 0);
  row("the bundle", "700 kB", [bundle], (size) => size < 700, "kB");
  row("the native package", "14 MB", [statSync(vsixOf("native")).size / 1e6], (size) => size < 14, "MB");

  const table = rows.map((cells) => `| ${cells.join(" | ")} |`);
  table.splice(1, 0, "| --- | --- | --- | --- | --- |");
  console.log(`\n${windows} windows, ${choices} choices; load average at the start ${load}\n\n${table.join("\n")}\n`);
});
