import type { Candidate, Decision, ModelList, Stats } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import type { Session } from "../../infrastructure/client/session";
import { commandIds } from "../../infrastructure/commandIds";
import type { ServerState } from "../../infrastructure/server/state";
import { availabilityText, type Clock, isAvailable } from "../../infrastructure/wording/availability";
import { budgetText } from "../../infrastructure/wording/budgets";
import { escaped } from "../../infrastructure/wording/markdown";
import { nameOf, reasonText, someOf } from "../../infrastructure/wording/names";
import { costText, dollars, scoreText } from "../../infrastructure/wording/numbers";
import { isRestricted, problemText } from "../../infrastructure/wording/problems";
import { failureText } from "../../infrastructure/wording/failures";
import { rejectionText } from "../../infrastructure/wording/rejections";
import { standInText } from "../../infrastructure/wording/standIn";

export interface TooltipView {
  readonly markdown: string;
  /** The commands that the text links to; a link to any other must not work. */
  readonly enabledCommands: readonly string[];
}

/** More rows, and the tooltip is a page. */
const mostRows = 8;

/** The status item's tooltip: the active model and why, the savings, what does not work, and links to more. */
export function tooltip(server: ServerState, session: Session, window: { readonly folders: number }, clock: Clock): TooltipView {
  const { list, lastDecision, stats } = session;
  const parts =
    server.kind === "failed" || server.kind === "stopped"
      ? [
          l10n.t("**The Shim server is not running.** Models cannot be listed, switched or routed."),
          ...(server.kind === "failed" ? [escaped(failureText(server.failure))] : []),
        ]
      : list === undefined
        ? [l10n.t("The Shim server is starting.")]
        : [
            heading(list, session, window),
            ...(session.unroutable ? [l10n.t("**No model could take the last task.**")] : []),
            ...(lastDecision ? lastTask(lastDecision, list) : []),
            ...(stats ? counts(stats, list) : []),
            ...(stats ? budgets(stats) : []),
            ...unavailable(list, clock),
            ...(stats ? leftOut(stats, list) : []),
            ...problems(list),
          ];
  const links = linksFor(server, lastDecision, list);
  return {
    markdown: [...parts, links.map(({ label, command }) => `[${label}](command:${command})`).join(" · ")].join("\n\n"),
    enabledCommands: links.map(({ command }) => command),
  };
}

function heading(list: ModelList, { folder }: Session, { folders }: { readonly folders: number }): string {
  const name = escaped(nameOf(list.active, list));
  const auto = list.models.find((model) => model.slug === list.active)?.kind === "auto";
  const what = auto
    ? l10n.t("**{0}**: each task goes to the cheapest model that is good enough", name)
    : l10n.t("**{0}** takes every task", name);
  return folder && folders > 1 ? `${what}  \n${l10n.t("Folder: {0}", escaped(folder.name))}` : what;
}

function lastTask(decision: Decision, list: ModelList): string[] {
  const { slug, standIn } = decision;
  const why = [
    l10n.t("Last task: **{0}**", escaped(nameOf(slug, list))),
    escaped(reasonText(decision, list)),
    ...(standIn ? [escaped(standInText(standIn, nameOf(standIn.for, list)))] : []),
  ].join("  \n");
  const shown = decision.candidates.slice(0, mostRows);
  if (shown.length < 2) {
    return [why];
  }

  const table = [
    `| ${l10n.t("Model")} | ${l10n.t("Score")} | ${l10n.t("Cost")} | |`,
    "| :-- | --: | --: | :-- |",
    ...shown.map((candidate) => row(candidate, list)),
  ].join("\n");
  const left = decision.candidates.length + (decision.candidatesOmitted ?? 0) - shown.length;
  return [why, table, ...(left > 0 ? [l10n.t("and {0} more", left)] : [])];
}

function row({ slug, score, cost, verdict, rejection }: Candidate, list: ModelList): string {
  const name = escaped(nameOf(slug, list));
  const verdicts = {
    chosen: l10n.t("chosen"),
    viable: l10n.t("good enough"),
    belowThreshold: l10n.t("below the threshold"),
    rejected: rejectionText(rejection),
  };
  const cells = [
    verdict === "chosen" ? `**${name}**` : name,
    score === undefined ? "" : scoreText(score),
    costText(cost),
    verdicts[verdict],
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What `chat` saved is measured; until something was sent there is only the estimate, and it is called one. */
function counts({ hits, requests, entries, capacity, savings, recent }: Stats, { models }: ModelList): string[] {
  const cache =
    requests === 0
      ? ""
      : l10n.t("Cache: {0} of {1} requests were hits, {2} of {3} entries in use", hits, requests, entries, capacity);
  const ofPresent = recent.filter(({ slug }) => models.some((model) => model.slug === slug));
  const estimate = ofPresent.reduce((sum, decision) => sum + (decision.estimated?.saved ?? 0), 0);
  const saved =
    savings.spent > 0 || savings.net !== 0
      ? savedText(savings)
      : estimate > 0
        ? ofPresent.length === 1
          ? l10n.t("Estimated saving of the last decision: {0}", dollars(estimate))
          : l10n.t("Estimated saving of the last {0} decisions: {1}", ofPresent.length, dollars(estimate))
        : "";
  const lines = [cache, saved].filter((line) => line !== "");
  return lines.length === 0 ? [] : [lines.join("  \n")];
}

function savedText({ spent, baseline, classifier, net }: Stats["savings"]): string {
  return classifier === 0
    ? l10n.t("Saved so far: {0} ({1} spent instead of {2})", dollars(net), dollars(spent), dollars(baseline))
    : l10n.t(
        "Saved so far: {0} ({1} spent, plus {2} on the classifier, instead of {3})",
        dollars(net),
        dollars(spent),
        dollars(classifier),
        dollars(baseline),
      );
}

function budgets({ budget = [] }: Stats): string[] {
  const lines = budget.slice(0, mostRows).map((one) => `- ${escaped(budgetText(one))}`);
  return lines.length === 0 ? [] : [[l10n.t("Budget:"), ...lines].join("\n")];
}

/** Grouped by cause: one missing key can affect five models. */
function unavailable(list: ModelList, clock: Clock): string[] {
  const byReason = new Map<string, string[]>();
  for (const model of list.models) {
    if (model.kind === "model" && !isAvailable(model)) {
      const reason = availabilityText(model, clock);
      byReason.set(reason, [...(byReason.get(reason) ?? []), escaped(model.displayName)]);
    }
  }

  const lines = [...byReason].slice(0, mostRows).map(([reason, names]) => `- ${someOf(names, mostRows)}: ${escaped(reason)}`);
  return lines.length === 0 ? [] : [[l10n.t("Unavailable:"), ...lines].join("\n")];
}

/** The options that models refused, so that requests go without them. */
function leftOut({ learnedQuirks = {} }: Stats, list: ModelList): string[] {
  const lines = Object.entries(learnedQuirks)
    .slice(0, mostRows)
    .map(([slug, options]) => `- ${escaped(nameOf(slug, list))}: ${escaped(options.join(", "))}`);
  return lines.length === 0 ? [] : [[l10n.t("Options left out after a refusal:"), ...lines].join("\n")];
}

function problems({ catalog }: ModelList): string[] {
  const [restricted, others] = [
    catalog.problems.find(isRestricted),
    catalog.problems.filter((problem) => !isRestricted(problem)),
  ];
  const first = others[0];
  return [
    ...(restricted ? [`$(shield) ${escaped(problemText(restricted))}`] : []),
    ...(first === undefined
      ? []
      : [
          `$(warning) ${escaped(problemText(first))}` +
            (others.length > 1
              ? `  \n${others.length === 2 ? l10n.t("and 1 more problem") : l10n.t("and {0} more problems", others.length - 1)}`
              : ""),
        ]),
  ];
}

function linksFor(
  server: ServerState,
  lastDecision: Decision | undefined,
  list: ModelList | undefined,
): readonly { label: string; command: string }[] {
  const asksForKey = list?.models.some(({ availability }) => availability.code === "notAllowed") === true;
  const output = { label: l10n.t("Show output"), command: commandIds.showOutput };
  return server.kind === "failed" || server.kind === "stopped"
    ? [{ label: l10n.t("Restart server"), command: commandIds.restartServer }, output]
    : [
        { label: l10n.t("Switch model"), command: commandIds.switchModel },
        ...(asksForKey ? [{ label: l10n.t("Allow key"), command: commandIds.allowKey }] : []),
        { label: l10n.t("Open models file"), command: commandIds.openModelsFile },
        ...(lastDecision ? [{ label: l10n.t("Show last decision"), command: commandIds.showLastDecision }] : []),
      ];
}
