import { expect, test } from "vitest";
import { findModel } from "../../../../src/features/modelsFile/findModel";

const wanted = { slug: "haiku", model: "claude-haiku-5-5", displayName: "Claude Haiku" };

/** The row that is found, as text; the rows of a test are told apart by a mark. */
function found(text: string, model = wanted): string | undefined {
  const span = findModel(text, model);
  return span && text.slice(span.start, span.end);
}

test.each([
  ["by its slug", '{"models": [{"slug": "opus"}, {"slug": "haiku", "m": 1}]}', '{"slug": "haiku", "m": 1}'],
  [
    "with comments and trailing commas",
    '{\n// models\n"models": [{"slug": "haiku", /* x */ "m": 1,},],}',
    '{"slug": "haiku", /* x */ "m": 1,}',
  ],
  ["in customModels", '{"customModels": [{"slug": "haiku"}]}', '{"slug": "haiku"}'],
  ["in launchModels", '{"launchModels": [{"slug": "haiku"}]}', '{"slug": "haiku"}'],
  ["in launch_models", '{"launch_models": [{"slug": "haiku"}]}', '{"slug": "haiku"}'],
  ["in a top-level array", '[{"slug": "opus"}, {"slug": "haiku"}]', '{"slug": "haiku"}'],
  [
    "not a candidate of the router",
    '{"router": {"candidates": [{"slug": "haiku"}]}, "models": [{"slug": "haiku", "m": 1}]}',
    '{"slug": "haiku", "m": 1}',
  ],
  [
    "by its model, where its slug was numbered",
    '{"models": [{"slug": "x", "model": "claude-haiku-5-5"}]}',
    '{"slug": "x", "model": "claude-haiku-5-5"}',
  ],
  ["in a text that ends too early", '{"models": [{"slug": "haiku", "m": 1}, {"slug": "op', '{"slug": "haiku", "m": 1}'],
  ["the first of two", '{"models": [{"slug": "haiku", "m": 1}, {"slug": "haiku", "m": 2}]}', '{"slug": "haiku", "m": 1}'],
  [
    "not where a slug was written that is another's",
    '[{"slug": "x", "model": "haiku"}, {"model": "haiku", "m": 1}]',
    '{"model": "haiku", "m": 1}',
  ],
  ["nowhere: another model", '{"models": [{"slug": "opus", "model": "claude-opus-5-5"}]}', undefined],
  ["nowhere: no models", '{"router": {}}', undefined],
  ["nowhere: rows that are none", '{"models": [7, null, [], {"slug": 7}]}', undefined],
  ["nowhere: an empty text", "", undefined],
  ["nowhere: no JSON", "models: haiku", undefined],
])("%s", (_, text, row) => {
  expect(found(text)).toBe(row);
});

test.each([
  ["of its model", '[{"model": "Qwen2.5 Coder:7B", "m": 1}]', "qwen2-5-coder-7b", '{"model": "Qwen2.5 Coder:7B", "m": 1}'],
  [
    "of its display name",
    '[{"model": "q", "display_name": "My  Model!"}]',
    "my-model",
    '{"model": "q", "display_name": "My  Model!"}',
  ],
  ["of a name beyond ASCII", '["Modèle é 7b"]', "mod-le-7b", '"Modèle é 7b"'],
  ["of a name that leaves nothing", '["模型"]', "model", '"模型"'],
  ["of a bare name", '["llama4:8b"]', "llama4-8b", '"llama4:8b"'],
])("a slug that the server made %s", (_, text, slug, row) => {
  expect(found(text, { slug, model: "other", displayName: "other" })).toBe(row);
});
