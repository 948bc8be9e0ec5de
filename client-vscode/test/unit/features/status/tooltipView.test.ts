import type { ModelList } from "shim-lsp-client/protocol";
import { describe, expect, test } from "vitest";
import { tooltip } from "../../../../src/features/status/tooltipView";
import type { Session } from "../../../../src/infrastructure/client/session";
import type { ServerState } from "../../../../src/infrastructure/server/state";
import { auto, candidates, clock, decision, list, missingKey, model, problem, session, stats } from "../../support/given";

const running: ServerState = { kind: "running" };
const models = [auto, model("small"), model("big")];
const links = "[Switch model](command:shimLsp.switchModel) · [Open models file](command:shimLsp.openModelsFile)";

/** As a person reads it: markdown with its escapes undone. */
function shown(known: Session, folders = 1, server: ServerState = running): string {
  return tooltip(server, known, { folders }, clock).markdown.replace(/&#(\d+);/g, (_, code: string) =>
    String.fromCodePoint(Number(code)),
  );
}

test("before a task: what is active, and where to go", () => {
  expect(shown(session(list("auto", models)))).toBe(
    `**Auto**: each task goes to the cheapest model that is good enough\n\n${links}`,
  );
});

test("pinned, in a window with two folders", () => {
  expect(shown(session(list("big", models)), 2)).toBe(`**BIG** takes every task  \nFolder: shop\n\n${links}`);
});

test("after a task: why, every candidate, the cache, and what was saved by estimate", () => {
  const lastDecision = decision("small", {
    candidates: candidates(
      "small chosen 0.81 0.2",
      "big viable 0.97 24",
      "tiny belowThreshold 0.5 0.05",
      "far rejected rateLimited 12",
    ),
    estimated: { inputTokens: 5, outputTokens: 1000, cost: 0.001, baselineCost: 0.026, saved: 0.025 },
  });

  expect(shown(session(list("auto", models), { lastDecision, stats: stats({ recent: [lastDecision, lastDecision] }) }))).toBe(
    [
      "**Auto**: each task goes to the cheapest model that is good enough",
      "Last task: **SMALL**  \nSMALL is the cheapest of 2 that reach 0.70: short",
      [
        "| Model | Score | Cost | |",
        "| :-- | --: | --: | :-- |",
        "| **SMALL** | 0.81 | 0.2 | chosen |",
        "| BIG | 0.97 | 24 | good enough |",
        "| tiny | 0.50 | 0.05 | below the threshold |",
        "| far |  | 12 | rate limited |",
      ].join("\n"),
      "Cache: 3 of 5 requests were hits, 2 of 256 entries in use  \nEstimated saving of the last 2 decisions: $0.05",
      `${links} · [Show last decision](command:shimLsp.showLastDecision)`,
    ].join("\n\n"),
  );
});

test("before the first request nothing is counted, and decisions for models that are gone save nothing", () => {
  const gone = decision("gone", {
    estimated: { inputTokens: 5, outputTokens: 1000, cost: 0.001, baselineCost: 0.026, saved: 0.025 },
  });

  expect(shown(session(list("auto", models), { stats: stats({ requests: 0, hits: 0, entries: 0, recent: [gone] }) }))).toBe(
    `**Auto**: each task goes to the cheapest model that is good enough\n\n${links}`,
  );
});

test("a classifier that did not score the last task is named under its reason", () => {
  const lastDecision = decision("small", { standIn: { for: "big", why: "timeout" } });

  expect(shown(session(list("auto", models), { lastDecision }))).toContain(
    "Last task: **SMALL**  \nSMALL is the cheapest of 2 that reach 0.70: short  \nBIG did not score this task: no answer in time",
  );
});

test("what was saved is measured once something was spent", () => {
  const savings = { spent: 0.1, baseline: 1, classifier: 0.02, net: 0.88 };

  expect(shown(session(list("auto", models), { stats: stats({ savings }) }))).toContain(
    "Saved so far: $0.88 ($0.10 spent, plus $0.02 on the classifier, instead of $1.00)",
  );
});

test.each([
  ["nothing was spent on choosing", { spent: 0.1, baseline: 1, classifier: 0, net: 0.9 }, "$0.90 ($0.10 spent instead of $1.00)"],
  [
    "choosing cost more than it saved",
    { spent: 0.1, baseline: 0.11, classifier: 0.02, net: -0.01 },
    "−$0.01 ($0.10 spent, plus $0.02 on the classifier, instead of $0.11)",
  ],
  [
    "only the choosing was paid",
    { spent: 0, baseline: 0, classifier: 0.02, net: -0.02 },
    "−$0.02 ($0.00 spent, plus $0.02 on the classifier, instead of $0.00)",
  ],
])("what was saved: %s", (_, savings, expected) => {
  expect(shown(session(list("auto", models), { stats: stats({ savings }) }))).toContain(`Saved so far: ${expected}`);
});

test("more candidates than a tooltip has room for", () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `m${index} viable 0.9 ${index}`);
  const text = shown(
    session(list("auto", models), { lastDecision: decision("small", { candidates: candidates("small chosen 0.9 1", ...rows) }) }),
  );

  expect(
    text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Model") && !line.startsWith("| :--")),
  ).toHaveLength(8);
  expect(text).toContain("and 993 more");
});

test("what cannot be used, by its reason, and until when", () => {
  const known = list("auto", [
    auto,
    model("a", missingKey("KEY")),
    model("b", missingKey("KEY")),
    model("c", { availability: { state: "rateLimited", until: "2026-11-24T13:15:00Z" } }),
  ]);

  expect(shown(session(known))).toContain(
    "Unavailable:\n- A, B: KEY is not set. Run Shim: Set API Key\n- C: rate limited until 13:15",
  );
});

test("the budgets, and what follows from them", () => {
  const day = {
    limit: 5,
    soft: 4,
    spent: 1.25,
    reserved: 0,
    ends: "2026-11-25T00:00:00Z",
    source: "/m.json",
    field: "budget.daily",
  };
  const budget = [
    { ...day, scope: "catalog", period: "day", state: "ok" },
    { ...day, scope: "tenant", period: "month", spent: 4.5, state: "soft" },
    { ...day, scope: "workspace", period: "day", spent: 5, state: "hard" },
  ] as const;

  expect(shown(session(list("auto", models), { stats: stats({ budget }) }))).toContain(
    [
      "Budget:",
      "- $1.25 of $5.00 spent today",
      "- $4.50 of $5.00 spent this month, for this tenant, so Auto prefers cheaper models",
      "- $5.00 of $5.00 spent today, for this workspace, so only models without a price are used",
    ].join("\n"),
  );
});

test("what models refused, and requests leave out", () => {
  const learnedQuirks = { small: ["max_tokens", "temperature"], gone: ["top_p"] };

  expect(shown(session(list("auto", models), { stats: stats({ learnedQuirks }) }))).toContain(
    "Options left out after a refusal:\n- SMALL: max_tokens, temperature\n- gone: top_p",
  );
});

test.each([
  ["one", [problem("x", "First.")], "$(warning) First."],
  ["two", [problem("x", "First."), problem("y", "Second.")], "$(warning) First.  \nand 1 more problem"],
  [
    "three",
    [problem("x", "First."), problem("y", "Second."), problem("z", "Third.")],
    "$(warning) First.  \nand 2 more problems",
  ],
  [
    "a restricted workspace",
    [problem("untrustedWorkspace", "server's words")],
    "$(shield) Restricted: this workspace's own models.json is not used until you trust the workspace.",
  ],
])("problems: %s", (_, problems, expected) => {
  expect(shown(session(list("auto", models, problems)))).toBe(
    `**Auto**: each task goes to the cheapest model that is good enough\n\n${expected}\n\n${links}`,
  );
});

test("a task that found no model", () => {
  expect(shown(session(list("auto", models), { unroutable: { kind: "noRoutableModel", candidates: [] } }))).toContain(
    "**No model could take the last task.**",
  );
});

test.each<[string, ServerState, string, string[]]>([
  ["starting", { kind: "starting" }, "The Shim server is starting.", ["shimLsp.switchModel", "shimLsp.openModelsFile"]],
  [
    "stopped",
    { kind: "stopped" },
    "**The Shim server is not running.** Models cannot be listed, switched or routed.",
    ["shimLsp.restartServer", "shimLsp.showOutput"],
  ],
  [
    "failed",
    { kind: "failed", failure: { kind: "dotnetMissing" } },
    "**The Shim server is not running.** Models cannot be listed, switched or routed.",
    ["shimLsp.restartServer", "shimLsp.showOutput"],
  ],
])("no server: %s", (_, server, text, commands) => {
  const view = tooltip(server, session(undefined), { folders: 1 }, clock);

  expect(view.markdown.split("\n\n")[0]).toBe(text);
  expect(view.enabledCommands).toEqual(commands);
});

describe("what a cloned catalog says is text, and nothing else", () => {
  test.each([
    ["a link to a command", "[click](command:workbench.action.quit)"],
    ["an image", "![x](https://evil.example/pixel.png)"],
    ["HTML", "<img src=x onerror=alert(1)>"],
    ["another row", "a | b |\n| c | d |"],
    ["an icon", "$(error)"],
    ["emphasis and code", "**bold** `code` ~~gone~~"],
    ["an address", "https://evil.example"],
    ["an entity", "&lt;b&gt;"],
    ["a heading", "# Title\n- item"],
  ])("%s", (_, hostile) => {
    const known = list(
      "evil",
      [model("evil", { displayName: hostile, availability: { state: "missingCredential", reason: hostile } })],
      [problem("x", hostile)],
    );
    const { markdown, enabledCommands } = tooltip(
      running,
      session(known, {
        lastDecision: decision("evil", { reason: hostile, candidates: candidates("evil chosen 0.9 1", "other viable 0.9 2") }),
      }),
      { folders: 2 },
      clock,
    );
    const ours = markdown
      .replaceAll(/\]\(command:shimLsp\.\w+\)/g, "")
      .replaceAll(/&#\d+;/g, "")
      .replaceAll(/^\| (Model|:--).*$/gm, "");

    expect(enabledCommands).toEqual(["shimLsp.switchModel", "shimLsp.openModelsFile", "shimLsp.showLastDecision"]);
    expect(ours).not.toMatch(/command:|https?:|<|>|!\[|`|~|\$\((?!warning|shield)|\]\(/);
    expect(ours.split("\n").filter((line) => line.startsWith("|"))).toHaveLength(2);
  });
});

test("a workspace that waits for permission to send a key has a way to it", () => {
  const waits = { availability: { state: "missingCredential", code: "notAllowed", reason: "Not yet." } } as const;
  const links = (known: ModelList) => tooltip(running, session(known), { folders: 1 }, clock).enabledCommands;

  expect(links(list("auto", [auto, model("team", waits)]))).toContain("shimLsp.allowKey");
  expect(links(list("auto", [auto, model("team")]))).not.toContain("shimLsp.allowKey");
});
