// docs/faq.md, run as a reader would, on one machine from its first question to its last. The models answer; haiku cannot be reached.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/environment.mjs";
import { startModels } from "../../scripts/recording/models.mjs";
import { follow } from "../editors/page.mjs";
import { catalog, startWorld } from "../editors/world.mjs";

const page = "../faq.md";

/** The people's catalog, whose models are called on this machine: haiku where nothing listens. */
const reached = (origin) =>
  catalog.replace(/"slug": "(small|haiku|opus)", .*?"provider": "\w+"/g, (row, slug) => `${row}, "base_url": "${slug === "haiku" ? "http://127.0.0.1:9" : origin}/v1"`);

test("every command of docs/faq.md prints what the page shows", async () => {
  const models = await startModels(() => "Done.");
  const world = startWorld({ models: reached(models.origin) });
  let printed;
  try {
    await follow(
      world,
      page,
      {
        usage: async (command) => {
          const { code, out, error } = await world.run("bash", "-c", command);
          assert.equal(code, 0, error);
          // Times differ from run to run, days from day to day.
          printed = out.replace(/[\d,]+ ms$/gm, (time) => "4 ms".padStart(time.length)).replace(/\d{4}-\d\d-\d\d/, "2026-11-01").trimEnd();
        },
      },
      { usage: () => printed },
      undefined,
      (out) => out.replaceAll(world.home, "~").replaceAll(models.origin, "http://127.0.0.1:11434"),
    );
  } finally {
    world.stop();
    models.stop();
  }
});

test("each question of docs/faq.md has an answer of two to six sentences", () => {
  const [, ...answers] = readFileSync(join(root, "docs", "faq.md"), "utf8").split(/^## /m);
  assert.ok(answers.length >= 7);
  for (const answer of answers) {
    const [question, ...rest] = answer.split("\n");
    const [text] = rest.join("\n").split(/^(?:<!--|```)/m);
    const sentences = text.replace(/`[^`]*`|\([^)]*\)/g, "x").match(/[.:?](?=\s|$)/g) ?? [];
    assert.ok(sentences.length >= 2 && sentences.length <= 6, `${question} has ${sentences.length} sentences.`);
  }
});
