import type { Decision, ModelList } from "#extension/infrastructure/protocol/types";
import { line } from "#extension/infrastructure/wording/names";
import { durationText, scoreText } from "#extension/infrastructure/wording/numbers";
import { standInText } from "#extension/infrastructure/wording/standIn";
import { candidateItems, sourceText } from "#extension/features/routing/explanationView";
import { shortName } from "../live/reduce";
import type { State } from "../live/state";
import { Groups } from "./explained";
import { capital } from "./models";
import { Cell, Table } from "./table";
import { Time } from "./time";

/** Why the last tasks went where. */
export function Decisions({ state: { stats, list, arrivals } }: { readonly state: State }) {
  const recent = stats?.recent ?? [];
  return (
    <section aria-labelledby="decisions-heading" class="wide">
      <h2 id="decisions-heading">Recent decisions</h2>
      {recent.length === 0 ? (
        <p>No task was routed yet.</p>
      ) : (
        <Table label="Recent decisions" columns={["Time", "Model", "Decided by", "Score", "Why"]}>
          {recent.map((decision) => (
            <Row key={decision.decisionId} decision={decision} list={list} at={arrivals.get(decision.decisionId)} />
          ))}
        </Table>
      )}
    </section>
  );
}

interface RowProps {
  readonly decision: Decision;
  readonly list: ModelList | undefined;
  readonly at: number | undefined;
}

function Row({ decision, list, at }: RowProps) {
  const { slug, source, score, reason, standIn, candidates, candidatesOmitted, elapsedMicroseconds } = decision;
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
        {line(reason, 300)}
        {standIn && <small class="warning">{line(standInText(standIn, shortName(standIn.for, list)), 200)}</small>}
        {candidates.length > 1 && (
          <details>
            <summary>{candidates.length + (candidatesOmitted ?? 0)} candidates</summary>
            <Groups items={candidateItems(candidates, list)} />
          </details>
        )}
      </Cell>
    </tr>
  );
}
