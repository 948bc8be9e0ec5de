import type { Budget } from "shim-lsp-client/protocol";
import { budgetName, budgetStateText } from "#extension/infrastructure/wording/budgets";
import { line } from "#extension/infrastructure/wording/names";
import { dollars } from "#extension/infrastructure/wording/numbers";
import type { State } from "../live/state";
import { capital } from "./models";
import { Cell, Table } from "./table";
import { Time } from "./time";

/** How far each budget that applies here is spent. */
export function Budgets({ state: { stats } }: { readonly state: State }) {
  const budgets = stats?.budget ?? [];
  return budgets.length === 0 ? null : (
    <section aria-labelledby="budgets-heading" class="wide">
      <h2 id="budgets-heading">Budgets</h2>
      <Table label="Budgets" columns={["Budget", "Spent", "Reserved", "State", "Starts anew"]}>
        {budgets.map((budget) => (
          <Row key={`${budget.source}\n${budget.field}`} budget={budget} />
        ))}
      </Table>
    </section>
  );
}

function Row({ budget }: { readonly budget: Budget }) {
  const { limit, soft, spent, reserved, state, ends, source, field } = budget;
  const name = capital(budgetName(budget));
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {name}
        <small>
          {line(field, 60)} in {line(source, 200)}
        </small>
      </th>
      <Cell label="Spent">
        <span class="whole">
          {dollars(spent)} of {dollars(limit)}
        </span>
        <meter
          aria-label={`${name}, spent`}
          min={0}
          max={limit}
          high={Math.min(soft, limit)}
          optimum={0}
          value={Math.min(spent, limit)}
        />
      </Cell>
      <Cell label="Reserved">{reserved > 0 ? dollars(reserved) : "Nothing"}</Cell>
      <Cell label="State">{state === "ok" ? "In order" : <span class="warning">{capital(budgetStateText(budget))}</span>}</Cell>
      <Cell label="Starts anew">
        <Time at={Date.parse(ends)} />
      </Cell>
    </tr>
  );
}
