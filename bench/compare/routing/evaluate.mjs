// Quality and cost of a choice for each task, by `shim-lsp evaluate`: ours and each other rule's by the same program.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalog, row } from "./tasks.mjs";

/** @param {string} server the binary */
export function evaluator(server) {
  const folder = mkdtempSync(join(tmpdir(), "shim-compare-"));
  const path = (name) => join(folder, name);
  writeFileSync(path("models.json"), catalog);

  const evaluate = (tasks, benchOf, ...options) => {
    writeFileSync(path("rows.jsonl"), tasks.map((task, index) => row(task, benchOf(index))).join("\n"));
    const args = ["evaluate", path("rows.jsonl"), "--models", path("models.json"), "--json", "--resamples", "1", ...options];
    return JSON.parse(
      execFileSync(server, args, {
        encoding: "utf8",
        maxBuffer: 1 << 26,
        env: { PATH: process.env.PATH, HOME: folder },
        cwd: folder,
      }),
    );
  };

  return {
    /** Our own choices, true for the strong model; and the figures that the program gives for them itself. */
    ours(tasks) {
      const { threshold, scorer, pooled } = evaluate(tasks, () => "all", "--scores", path("scores.jsonl"));
      const scores = readFileSync(path("scores.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).score);
      return {
        threshold,
        scorer,
        apgr: pooled.apgr,
        told: pooled.atThreshold,
        choices: scores.map((score) => score < threshold),
      };
    },

    /** What choices give: the tasks of each model are a bench of their own, of which the program gives the mean scores and the cost. */
    of(tasks, choices) {
      const { benches, pooled } = evaluate(tasks, (index) => (choices[index] ? "strong" : "weak"));
      const sum = (value) => benches.reduce((all, bench) => all + value(bench, bench.bench), 0);
      const quality = sum((bench, model) => bench[model] * bench.tasks) / pooled.tasks;
      return {
        toStrong: choices.filter(Boolean).length / choices.length,
        quality,
        recovered: (quality - pooled.weak) / (pooled.strong - pooled.weak),
        costShare: sum((bench, model) => bench.dollars[model]) / pooled.dollars.strong,
      };
    },

    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
