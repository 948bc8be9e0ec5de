// What the extension and the server add to an answer's first token. It prints a table and fails on no number. It compares with the
// smallest provider there can be: one that asks the same mock itself, in the same window, by turns with ours.
import { loadavg } from "node:os";
import { afterAll, beforeAll, test } from "vitest";
import { chatCatalog } from "../test/e2e/support/catalogs";
import { Editor } from "../test/e2e/support/editor";
import { Home } from "../test/e2e/support/home";
import { Upstream } from "../test/e2e/support/upstream";

const answers = Number(process.env["SHIM_LSP_BENCH_ANSWERS"] ?? 100);
const home = new Home();
const upstream = new Upstream();
let editor: Editor;
let url = "";

beforeAll(async () => {
  url = await upstream.start();
  home.write("home/.config/shim-lsp/models.json", chatCatalog(url));
  editor = await Editor.start(home, { settings: { "chat.disableAIFeatures": false } });
});

afterAll(async () => {
  await editor.stop();
  upstream.stop();
  home.remove();
});

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

test("measure", { timeout: 600_000 }, async () => {
  const window = await editor.open(home.folder("answers"));
  await window.probe("provide", { url: `${url}/chat/completions` });
  const first = (vendor: string, id: string, text: string) => window.probe<number>("firstToken", { vendor, id, text });
  const times = { alone: [] as number[], named: [] as number[], auto: [] as number[] };
  for (let index = -10; index < answers; index++) {
    const text = `Rename the variable n${index} to count in main.py`; // another each time: no decision comes from the cache
    const taken = {
      alone: await first("shim-probe", "alone", text),
      named: await first("shim", "small", text),
      auto: await first("shim", "auto", text),
    };
    if (index >= 0) {
      times.alone.push(taken.alone);
      times.named.push(taken.named);
      times.auto.push(taken.auto);
    }
  }

  await window.shut();
  const row = (what: string, bar: string, values: readonly number[], added = median(values) - median(times.alone)) =>
    `| ${what} | ${bar} | ${median(values).toFixed(1)} ms | ${added.toFixed(1)} ms |`;
  console.log(
    [
      `\n${answers} answers each; load average ${loadavg()[0]?.toFixed(2) ?? ""}\n`,
      "| first token through | bar | median | added |",
      "| --- | --- | --- | --- |",
      row("a provider that asks the mock itself", "", times.alone),
      row("Shim, a model by name", "5 ms", times.named),
      row("Shim, Auto", "5 ms", times.auto),
    ].join("\n"),
  );
});
