import type { Decision, ModelList } from "shim-lsp-client/protocol";
import { line, reasonText } from "#extension/infrastructure/wording/names";
import { durationText, scoreText } from "#extension/infrastructure/wording/numbers";
import { standInText } from "#extension/infrastructure/wording/standIn";
import { turnTexts } from "#extension/infrastructure/wording/turns";
import { candidateItems, sourceText } from "#extension/features/routing/explanationView";
import { shortName } from "../live/reduce";
import type { Session } from "../live/session";
import type { GivenVerdict } from "../live/state";
import type { Props } from "./app";
import { Groups } from "./explained";
import { Export } from "./export";
import { capital } from "./models";
import { Cell, Table } from "./table";
import { Time } from "./time";
import { Verdicts } from "./verdicts";

/** Why the last tasks went where. */
export function Decisions({ state, session }: Props) {
  const { stats, list, arrivals, verdicts } = state;
  const recent = stats?.recent ?? [];
  return (
    <section aria-labelledby="decisions-heading" class="wide">
      <h2 id="decisions-heading">Recent decisions</h2>
      {recent.length === 0 ? (
        <p>No task was routed yet.</p>
      ) : (
        <Table label="Recent decisions" columns={["Time", "Model", "Decided by", "Score", "Why", "Your verdict"]}>
          {recent.map((decision) => (
            <Row
              key={decision.decisionId}
              decision={decision}
              list={list}
              at={arrivals.get(decision.decisionId)}
              given={verdicts.get(decision.decisionId)}
              session={session}
            />
          ))}
        </Table>
      )}
      <Export state={state} session={session} />
    </section>
  );
}

interface RowProps {
  readonly decision: Decision;
  readonly list: ModelList | undefined;
  readonly at: number | undefined;
  readonly given: GivenVerdict | undefined;
  readonly session: Session;
}

function Row({ decision, list, at, given, session }: RowProps) {
  const { slug, source, score, standIn, candidates, candidatesOmitted, elapsedMicroseconds } = decision;
  return (
    <tr role="row">
      <Cell label="Time">
        {at === undefined ? "Before this page opened" : <Time at={at} />}
        <small>took {durationText(elapsedMicroseconds)}</small>
      </Cell>
      <th role="rowheader" scope="row">
        {shortName(slug, list)}
      </th>
      <Cell label="Decided by">{capital(sourceText(source))}</Cell>
      <Cell label="Score">{score === undefined ? "" : scoreText(score)}</Cell>
      <Cell label="Why">
        {line(reasonText(decision, list), 300)}
        {turnTexts(decision).map((text) => (
          <small key={text}>{text}</small>
        ))}
        {standIn && <small class="warning">{line(standInText(standIn, shortName(standIn.for, list)), 200)}</small>}
        {candidates.length > 1 && (
          <details>
            <summary>{candidates.length + (candidatesOmitted ?? 0)} candidates</summary>
            <Groups items={candidateItems(candidates, list)} />
          </details>
        )}
      </Cell>
      <Cell label="Your verdict">
        <Verdicts decision={decision} list={list} given={given} session={session} />
      </Cell>
    </tr>
  );
}
