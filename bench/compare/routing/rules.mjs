// Each rule's choices on the graded tasks: our own, those of the other gateways by themselves, and those that need no program.
import { askCodexShim, askPortkey, askRouter, startUpstream } from "./driven.mjs";
import { evaluator } from "./evaluate.mjs";
import { tasks as gradedTasks } from "./tasks.mjs";

/** claude-code-router's settings: its roles, with the cheap model as the default. */
const roles = { default: "mock,weak", background: "mock,weak", think: "mock,strong", longContext: "mock,strong" };

/** Limits of a "long context", in tokens, of which the one is kept that sends as many tasks to the strong model as ours does. */
const longContexts = [20, 25, 30, 35, 40, 50];

/**
 * @param {string} server our binary
 * @param others the gateways that are there
 * @returns `rows`: for each rule `rule`, `how`, and its figures; `tasks`, `threshold` and `scorer`
 */
export async function compareRules(server, others) {
  const tasks = gradedTasks();
  const evaluate = evaluator(server);
  const upstream = await startUpstream();
  const find = (name) => others.find((other) => other.name === name);
  const [portkey, router, ancestor] = ["Portkey's gateway", "claude-code-router", "codex-shim"].map(find);
  const rows = [];
  const add = (rule, how, choices) => rows.push({ rule, how, ...evaluate.of(tasks, choices) });
  try {
    const ours = evaluate.ours(tasks);
    add("shim-lsp, Auto", `\`evaluate\`, ${ours.scorer}, threshold ${ours.threshold.toFixed(2)}`, ours.choices);
    const share = rows[0].toStrong;
    if (Math.abs(rows[0].quality - ours.told.quality) > 1e-5) {
      throw new Error("The table's figures and those of `shim-lsp evaluate` differ.");
    }

    add(
      "always the strongest",
      "",
      tasks.map(() => true),
    );
    add(
      "always the cheapest",
      "",
      tasks.map(() => false),
    );
    rows.push({ rule: "at random, as many as ours", how: "computed", ...mixed(rows[2], rows[1], share) });
    add("the longest tasks, as many as ours", "computed, by characters", longest(tasks, ours.choices.filter(Boolean).length));
    if (router) {
      add("claude-code-router, default the cheap model", "driven", await askRouter(router, upstream.origin, tasks, roles));
      const thinking = { thinking: { type: "enabled", budget_tokens: 2000 } };
      add("the same, Claude Code thinks", "driven", await askRouter(router, upstream.origin, tasks, roles, thinking));
      const { limit, choices } = await nearest(router, upstream, tasks, share);
      add(`the same, long context from ${limit} tokens`, "driven, the limit chosen in hindsight", choices);
    }

    if (portkey) {
      const conditions = [{ query: { "metadata.effort": { $eq: "high" } }, then: "strong" }];
      const conditional = { strategy: { mode: "conditional", conditions, default: "weak" } };
      add(
        "Portkey, conditional on metadata",
        "driven, no client sends any",
        await askPortkey(portkey, upstream.origin, tasks, conditional),
      );
      const balanced = { strategy: { mode: "loadbalance" }, weights: [1 - share, share] };
      add("Portkey, load balanced, as many as ours", "driven", await askPortkey(portkey, upstream.origin, tasks, balanced));
    }

    if (ancestor) {
      add("codex-shim without a classifier", "driven", await askCodexShim(ancestor, upstream.origin, tasks));
    }

    return { rows, tasks: tasks.length, apgr: ours.apgr };
  } finally {
    upstream.stop();
    evaluate.close();
  }
}

/** What is to be expected of choices at random: a mean of both ends. */
const mixed = (weak, strong, share) => ({
  toStrong: share,
  quality: weak.quality + share * (strong.quality - weak.quality),
  recovered: share,
  costShare: weak.costShare + share * (strong.costShare - weak.costShare),
});

function longest(tasks, count) {
  const order = [...tasks.keys()].sort((a, b) => tasks[b].text.length - tasks[a].text.length);
  const chosen = new Set(order.slice(0, count));
  return tasks.map((_, index) => chosen.has(index));
}

async function nearest(router, upstream, tasks, share) {
  const tried = [];
  for (const limit of longContexts) {
    const choices = await askRouter(router, upstream.origin, tasks, { ...roles, longContextThreshold: limit });
    tried.push({ limit, choices, distance: Math.abs(choices.filter(Boolean).length / choices.length - share) });
  }

  return tried.sort((a, b) => a.distance - b.distance)[0];
}
