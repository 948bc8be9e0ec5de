import type {
  Candidate,
  Decision,
  DecisionSource,
  Estimate,
  ModelList,
  Rejection,
  StrengthSource,
} from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { keyNameOf } from "../../infrastructure/wording/credentials";
import { nameOf, plainLabel, plainLine, reasonText } from "../../infrastructure/wording/names";
import { costText, dollars, durationText, scoreText } from "../../infrastructure/wording/numbers";
import { rejectionText } from "../../infrastructure/wording/rejections";
import { standInText } from "../../infrastructure/wording/standIn";
import { turnTexts } from "../../infrastructure/wording/turns";

/** A line of an explanation. A candidate can be made the active model from here. */
export type ExplanationItem =
  | { readonly kind: "separator"; readonly label: string }
  | {
      readonly kind: "candidate";
      readonly slug: string;
      readonly icon: string;
      readonly label: string;
      readonly description: string;
      readonly detail?: string;
      /** Where it lacks a key, or its key was rejected, and a person can give it another one: the key's name. */
      readonly keyName?: string;
    }
  | { readonly kind: "fact"; readonly label: string; readonly description: string };

export interface Explanation {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly ExplanationItem[];
}

/** Why a task goes to its model: the decision's own ranked list, in words. */
export function explanation(decision: Decision, list: ModelList | undefined): Explanation {
  return {
    title: l10n.t("Routed to {0}", plainLabel(nameOf(decision.slug, list))),
    placeholder: l10n.t("Why: each candidate and its result"),
    items: [
      ...candidateItems(decision.candidates, list, decision),
      ...omitted(decision),
      { kind: "separator", label: l10n.t("How it was decided") },
      ...facts(decision, list),
    ],
  };
}

/** `status` shows the first candidates only. */
function omitted({ candidatesOmitted }: Decision): ExplanationItem[] {
  return candidatesOmitted ? [{ kind: "separator", label: l10n.t("and {0} more", candidatesOmitted) }] : [];
}

/** Candidates under what became of them, in the order in which they came. */
export function candidateItems(
  candidates: readonly Candidate[],
  list: ModelList | undefined,
  decision?: Decision,
): ExplanationItem[] {
  let last: Candidate["verdict"] | undefined;
  return candidates.flatMap((candidate): ExplanationItem[] => {
    const opens = candidate.verdict !== last;
    last = candidate.verdict;
    return [
      ...(opens ? [{ kind: "separator", label: heading(candidate.verdict, decision?.threshold) } as const] : []),
      item(candidate, list, decision),
    ];
  });
}

function heading(verdict: Candidate["verdict"], threshold: number | undefined): string {
  switch (verdict) {
    case "chosen":
      return l10n.t("Chosen");
    case "viable":
      return l10n.t("Good enough, but not cheaper");
    case "belowThreshold":
      return threshold === undefined ? l10n.t("Below the threshold") : l10n.t("Below the threshold of {0}", scoreText(threshold));
    case "rejected":
      return l10n.t("Could not take it");
  }
}

const icons = {
  chosen: "pass-filled",
  viable: "circle-outline",
  belowThreshold: "arrow-down",
  rejected: "circle-slash",
} as const;

/** What another key may end. */
const ofTheKey: ReadonlySet<Rejection> = new Set(["missingCredential", "unauthorized", "outOfCredit"]);

function item(
  { slug, score, cost, verdict, rejection, strength, strengthSource }: Candidate,
  list: ModelList | undefined,
  decision: Decision | undefined,
): ExplanationItem {
  const model = list?.models.find((each) => each.slug === slug);
  const keyName = model && rejection !== undefined && ofTheKey.has(rejection) ? keyNameOf(model) : undefined;
  const measures = [
    ...(score === undefined ? [] : [l10n.t("score {0}", scoreText(score))]),
    ...(strength === undefined || strengthSource === undefined ? [] : [strengthText(strength, strengthSource)]),
    l10n.t("cost {0}", costText(cost)),
  ];
  return {
    kind: "candidate",
    slug,
    icon: icons[verdict],
    label: plainLabel(nameOf(slug, list)),
    description: [...(verdict === "rejected" ? [rejectionText(rejection)] : []), ...measures].join(" · "),
    ...(keyName !== undefined && { keyName }),
    ...(verdict === "chosen" && decision && { detail: plainLine(reasonText(decision, list), 300) }),
  };
}

/** How capable a model is taken to be, and from what. */
function strengthText(strength: number, source: StrengthSource): string {
  switch (source) {
    case "catalog":
      return l10n.t("strength {0}, from models.json", scoreText(strength));
    case "family":
      return l10n.t("strength {0}, from its family", scoreText(strength));
    case "size":
      return l10n.t("strength {0}, estimated from its size", scoreText(strength));
    case "cost":
      return l10n.t("strength {0}, estimated from its cost", scoreText(strength));
  }
}

function facts(decision: Decision, list: ModelList | undefined): ExplanationItem[] {
  const { source, threshold, standIn, elapsedMicroseconds, estimated, model, provider } = decision;
  const fact = (label: string, description: string): ExplanationItem => ({ kind: "fact", label, description });
  return [
    fact(l10n.t("Decided by"), sourceText(source)),
    ...turnTexts(decision).map((text) => fact(l10n.t("Earlier turns"), plainLine(text, 300))),
    ...(standIn ? [fact(l10n.t("Classifier"), plainLine(standInText(standIn, nameOf(standIn.for, list))))] : []),
    fact(l10n.t("Model"), plainLine(`${provider}/${model}`)),
    ...(threshold === undefined ? [] : [fact(l10n.t("Threshold"), scoreText(threshold))]),
    ...(estimated ? [fact(l10n.t("Estimated cost"), costAndSaving(estimated))] : []),
    fact(l10n.t("Took"), durationText(elapsedMicroseconds)),
  ];
}

function costAndSaving({ cost, saved }: Estimate): string {
  return saved > 0 ? l10n.t("{0}; saves {1} against the strongest model", dollars(cost), dollars(saved)) : dollars(cost);
}

/** The source of a decision, for a reader who does not know about routing. */
export function sourceText(source: DecisionSource): string {
  switch (source) {
    case "pinned":
      return l10n.t("you: this model is pinned and takes every task");
    case "single":
      return l10n.t("no choice: it is the only model that can take the task");
    case "cache":
      return l10n.t("the router cache: the same task was scored before");
    case "coalesced":
      return l10n.t("another request with the same task");
    case "classifier":
      return l10n.t("the classifier model, which scored the task");
    case "embedded":
      return l10n.t("the embedded scorer, on this machine");
    case "affinity":
      return l10n.t("the conversation, which keeps its model");
    case "fallback":
      return l10n.t("the fallback: there was no usable score");
  }
}
