import { expect, test } from "vitest";
import { filtered, inSight, listing } from "../../../../src/features/picker/filterView";
import type { ModelEntry, PickerEntry } from "../../../../src/features/picker/pickerEntries";

const row = (label: string, description: string, detail: string): ModelEntry => ({
  kind: "model",
  slug: label,
  icon: "",
  label,
  description,
  detail,
  active: false,
  buttons: [],
});

const entries: readonly PickerEntry[] = [
  { kind: "separator", label: "Problems" },
  { kind: "notice", icon: "", label: "1 problem in the models file", detail: "Broken.", action: "openModelsFile" },
  { kind: "separator", label: "Anthropic" },
  row("Claude Haiku", "$1/$5 per 1M", "200k context · images · Fast"),
  row("Claude Opus", "$5/$25 per 1M", "200k context · Strong on hard problems"),
  { kind: "separator", label: "Ollama" },
  row("Qwen Coder", "free", "32k context · ollama/qwen3-coder:30b"),
];

test.each([
  ["", ["Problems", "1 problem in the models file", "Anthropic", "Claude Haiku", "Claude Opus", "Ollama", "Qwen Coder"]],
  ["  ", ["Problems", "1 problem in the models file", "Anthropic", "Claude Haiku", "Claude Opus", "Ollama", "Qwen Coder"]],
  ["claude", ["Anthropic", "Claude Haiku", "Claude Opus"]],
  ["OPUS", ["Anthropic", "Claude Opus"]],
  ["images claude", ["Anthropic", "Claude Haiku"]],
  ["hard claude 200k", ["Anthropic", "Claude Opus"]],
  ["free coder", ["Ollama", "Qwen Coder"]],
  ["anthropic opus", ["Anthropic", "Claude Opus"]],
  ["$5/$25", ["Anthropic", "Claude Opus"]],
  ["qwen:30", []], // letters in order are not a word
  ["broken", ["Problems", "1 problem in the models file"]],
  ["claude qwen", []],
])("%j finds every row that shows all of its words, under its heading", (filter, expected) => {
  expect(filtered(entries, filter).map(({ label }) => label)).toEqual(expected);
});

test.each([
  ["", true],
  ["claude", true],
  ["OPUS", true],
  [" opus", true],
  ["30b", true],
  ["nothing", true],
  ["claude ", false], // the next word is about to begin
  ["claude 200k", false],
  ["problem", false], // a notice would have the cursor
  ["ollam", true],
  ["coder", true],
])("whether %j is left to VS Code's own filter: %s", (filter, isWhole) => {
  const found = filtered(entries, filter);

  expect(listing(entries, filter)).toEqual({ found, entries: isWhole ? entries : found, isWhole });
});

test("a heading's word that stands in no row is not left to VS Code's own filter", () => {
  const pinned = [{ kind: "separator", label: "Pinned" } as const, row("Claude Haiku", "", "")];

  expect(listing(pinned, "pinned")).toEqual({ found: pinned, entries: pinned, isWhole: false });
});

test("three hundred models in a few milliseconds", () => {
  const many = Array.from({ length: 300 }, (_, index) => row(`Model ${index}`, "$1/$5 per 1M", "200k context"));
  const start = performance.now();
  for (let round = 0; round < 100; round++) {
    filtered(many, "model 2 context");
  }

  expect((performance.now() - start) / 100).toBeLessThan(8);
});

test.each([
  [40, 40],
  [41, 40],
  [300, 40],
])("of %d rows %d are in sight at once, the first ones", (count, expected) => {
  const many = Array.from({ length: count }, (_, index) => row(`Model ${index}`, "", ""));
  expect(inSight(many)).toEqual(many.slice(0, expected));
});
