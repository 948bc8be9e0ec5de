import type { Decision, ModelList } from "shim-lsp-client/protocol";
import { errorText } from "#extension/infrastructure/wording/errors";
import { verdictResultText, verdicts, verdictText } from "#extension/infrastructure/wording/verdicts";
import { shortName } from "../live/reduce";
import type { Session } from "../live/session";
import type { GivenVerdict } from "../live/state";

interface VerdictsProps {
  readonly decision: Decision;
  readonly list: ModelList | undefined;
  readonly given: GivenVerdict | undefined;
  readonly session: Session;
}

/** Buttons that say whether the model was right for the task, and what that changed. */
export function Verdicts({ decision: { decisionId, slug }, list, given, session }: VerdictsProps) {
  const name = shortName(slug, list);
  const waits = given?.kind === "sending";
  const chosen = given?.kind === "failed" ? undefined : given?.verdict;
  return (
    <>
      <div class="verdicts" role="group" aria-label={`Your verdict on ${name}`}>
        {verdicts.map((verdict) => (
          <button
            key={verdict}
            type="button"
            aria-pressed={chosen === verdict}
            aria-disabled={waits}
            aria-label={`${name} was ${verdictText(verdict).toLowerCase()}`}
            onClick={() => {
              if (!waits && chosen !== verdict) {
                void session.giveVerdict(decisionId, verdict);
              }
            }}
          >
            {verdictText(verdict)}
          </button>
        ))}
      </div>
      {given?.kind === "given" && <small>{verdictResultText(given.verdict, given.result)}</small>}
      {given?.kind === "failed" && <small class="warning">{errorText(given.error, list)}</small>}
    </>
  );
}
