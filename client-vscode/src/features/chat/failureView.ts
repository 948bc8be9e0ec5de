import type { Candidate, ModelList, ShimError } from "shim-lsp-client/protocol";
import { l10n } from "vscode";
import { type Clock, isAvailable, shortAvailabilityText } from "../../infrastructure/wording/availability";
import { errorText } from "../../infrastructure/wording/errors";
import { nameOf, plainLabel, plainLine } from "../../infrastructure/wording/names";
import { rejectionText } from "../../infrastructure/wording/rejections";

/** So many models are named. */
const most = 4;

/** What Chat shows instead of an answer: one line, with what to do. */
export function failureText(error: ShimError, list: ModelList | undefined, clock: Clock): string {
  switch (error.kind) {
    case "noRoutableModel":
      return noModel(error.candidates, list, clock);
    case "upstreamFailed":
      return errorText({ ...error, message: withNames(error.message, list) }, list);
    default:
      return errorText(error, list);
  }
}

/** The server names models by their slugs, as in `large: rate limited (429)`. A person knows their names. */
function withNames(message: string, list: ModelList | undefined): string {
  return (list?.models ?? []).reduce(
    (text, { slug, displayName }) => text.replaceAll(` ${slug}: `, ` ${plainLabel(displayName)}: `),
    message,
  );
}

function noModel(candidates: readonly Candidate[], list: ModelList | undefined, clock: Clock): string {
  const asked = candidates.filter(({ rejection }) => rejection !== "notRequested");
  const reasons = asked.slice(0, most).map((candidate) => {
    const model = list?.models.find(({ slug }) => slug === candidate.slug);
    const why = model && !isAvailable(model) ? shortAvailabilityText(model, clock) : rejectionText(candidate.rejection);
    return l10n.t("{0}: {1}.", plainLabel(nameOf(candidate.slug, list)), plainLine(why));
  });
  return [
    l10n.t("No model can take this message."),
    ...reasons,
    ...(asked.length > most ? [l10n.t("And {0} more.", asked.length - most)] : []),
    whatToDo(asked),
  ].join(" ");
}

function whatToDo(candidates: readonly Candidate[]): string {
  const has = (...rejections: Candidate["rejection"][]) => candidates.some(({ rejection }) => rejections.includes(rejection));
  if (has("missingCredential", "unauthorized")) {
    return l10n.t("Run Shim: Set API Key, or choose another model.");
  }

  if (has("rateLimited", "failing")) {
    return l10n.t("Wait, or choose another model.");
  }

  return has("contextTooSmall")
    ? l10n.t("Start a new chat, or choose a model with a larger context window.")
    : l10n.t("Choose another model.");
}
