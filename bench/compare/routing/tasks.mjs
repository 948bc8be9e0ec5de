// The graded tasks that the embedded scorer was not fitted on, as rows that `shim-lsp evaluate` reads.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/environment.mjs";

const folder = join(root, "training", "tasks", "test");
const files = ["performance", "security", "explain", "data", "design", "tongues", "tongues-second"];

/** The chance that a model one reference gap below the strongest does a task of grade 1 to 5 no worse: those of the scorer's fit. */
const chances = [0.99, 0.95, 0.62, 0.15, 0.08];

/** The strength of the two models, one reference gap apart, and the prices of the sample catalog's haiku and opus. */
export const catalog = JSON.stringify({
  models: [
    {
      slug: "weak",
      model: "weak",
      provider: "ollama",
      strength: 0.7,
      max_output_tokens: 1000,
      pricing: { input: 0.1, output: 0.5 },
    },
    {
      slug: "strong",
      model: "strong",
      provider: "ollama",
      strength: 0.9,
      max_output_tokens: 1000,
      pricing: { input: 4, output: 20 },
    },
  ],
});

/** @returns {{ id: string, text: string, chance: number }[]} */
export const tasks = () =>
  files.flatMap((file) =>
    readFileSync(join(folder, `${file}.jsonl`), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({ id, text, grade }) => ({ id, text, chance: chances[grade - 1] })),
  );

/** A task as a row: the strong model is what the weak one is held against, so it counts 1. */
export const row = ({ id, text, chance }, bench) =>
  JSON.stringify({ bench, id, text, weak: { model: "weak", score: chance }, strong: { model: "strong", score: 1 } });
