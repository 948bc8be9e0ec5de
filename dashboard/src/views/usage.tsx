import type { LedgerGroup, LedgerRow, LedgerSum, ModelList } from "shim-lsp-client/protocol";
import { errorText } from "#extension/infrastructure/wording/errors";
import { line } from "#extension/infrastructure/wording/names";
import { dollars, durationText, tokensText } from "#extension/infrastructure/wording/numbers";
import { usageCsv } from "../live/export";
import { shortName } from "../live/reduce";
import type { UsageSince } from "../live/state";
import type { Props } from "./app";
import { Cell, Table } from "./table";

const groups: readonly (readonly [LedgerGroup, string])[] = [
  ["model", "Model"],
  ["day", "Day"],
  ["workspace", "Workspace"],
  ["tenant", "Tenant"],
];

const times: readonly (readonly [UsageSince, string])[] = [
  ["1d", "Today"],
  ["7d", "7 days"],
  ["30d", "30 days"],
];

/** What the recorded calls took, of earlier sessions too. */
export function Usage({ state, session }: Props) {
  const { usage, list } = state;
  const { ledger } = usage;
  return (
    <section aria-labelledby="usage-heading" class="wide">
      <h2 id="usage-heading">Recorded usage</h2>
      <div class="actions">
        <Choice label="Since" value={usage.since} options={times} choose={(since) => void session.showUsage({ since })} />
        <Choice label="By" value={usage.by} options={groups} choose={(by) => void session.showUsage({ by })} />
        {ledger && ledger.rows.length > 0 && (
          <button type="button" onClick={() => void session.save(usageCsv(ledger, new Date()))}>
            Export usage as CSV
          </button>
        )}
      </div>
      {usage.error && (
        <p role="alert" class="warning">
          {errorText(usage.error, list)}
        </p>
      )}
      {ledger?.problem !== undefined && <p class="warning">{line(ledger.problem, 300)}</p>}
      {ledger?.problem === undefined && ledger?.rows.length === 0 && <p>No call was recorded in this time.</p>}
      {ledger && ledger.rows.length > 0 && (
        <Table
          label="Recorded usage"
          columns={[nameOf(ledger.by), "Calls", "Errors", "Tokens in", "Tokens out", "Cost", "Saved", "Median"]}
        >
          {ledger.rows.map((row) => (
            <Row key={row.key} sum={row} name={keyText(row, ledger.by, list)} />
          ))}
          {ledger.rows.length > 1 && <Row sum={ledger.total} name="Total" />}
        </Table>
      )}
      <p class="hint">
        Calls of this tenant in this workspace, with the classifier's. Days are those of the machine that made them. Nothing of
        your tasks is recorded.
      </p>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly choose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>) {
  const id = `usage-${label.toLowerCase()}`;
  return (
    <span class="choice">
      <label for={id}>{label}</label>{" "}
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(([each]) => each === currentTarget.value);
          if (chosen) {
            choose(chosen[0]);
          }
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}

function Row({ sum, name }: { readonly sum: LedgerSum; readonly name: string }) {
  const { calls, failed, cancelled, unpriced, input, cachedInput, output, cost, saved, medianMs } = sum;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {name}
      </th>
      <Cell label="Calls">{calls}</Cell>
      <Cell label="Errors">
        {failed}
        {cancelled > 0 && <small>{cancelled} given up</small>}
      </Cell>
      <Cell label="Tokens in">
        {tokensText(input)}
        {cachedInput > 0 && <small>{tokensText(cachedInput)} cached</small>}
      </Cell>
      <Cell label="Tokens out">{tokensText(output)}</Cell>
      <Cell label="Cost">
        {dollars(cost)}
        {unpriced > 0 && <small>{unpriced} of unknown cost</small>}
      </Cell>
      <Cell label="Saved">{dollars(saved)}</Cell>
      <Cell label="Median">{medianMs === undefined ? "" : durationText(1_000 * medianMs)}</Cell>
    </tr>
  );
}

function nameOf(by: LedgerGroup): string {
  return groups.find(([each]) => each === by)?.[1] ?? line(by, 40);
}

/** What a row is of, as a person calls it. */
export function keyText({ key }: Pick<LedgerRow, "key">, by: LedgerGroup, list: ModelList | undefined): string {
  switch (by) {
    case "model":
      return shortName(key, list);
    case "workspace":
      return key === "" ? "No folder" : line(key, 200);
    default:
      return line(key, 100);
  }
}
