import type { Model } from "shim-lsp-client/protocol";
import { availabilityText, isAvailable } from "#extension/infrastructure/wording/availability";
import { errorText } from "#extension/infrastructure/wording/errors";
import { line } from "#extension/infrastructure/wording/names";
import { modelCostText, tokensText } from "#extension/infrastructure/wording/numbers";
import type { Session } from "../live/session";
import type { Place } from "../live/state";
import type { Props } from "./app";
import { Cell, Table } from "./table";

/** The models, whether each can be used, and a button that switches to it. */
export function Models({ state: { list, switching, switchError, place }, session }: Props) {
  return (
    <section aria-labelledby="models" class="wide">
      <h2 id="models" tabIndex={-1}>
        Models
      </h2>
      {switchError && (
        <p role="alert" class="warning">
          Not switched. {errorText(switchError, list)}
        </p>
      )}
      {list && (
        <Table label="Models" columns={["Model", "Health", "Cost", "Context", "Use"]}>
          {list.models.map((model) => (
            <Row key={model.slug} model={model} place={place} switching={switching} session={session} />
          ))}
        </Table>
      )}
    </section>
  );
}

interface RowProps {
  readonly model: Model;
  readonly place: Place;
  readonly switching: string | undefined;
  readonly session: Session;
}

function Row({ model, place, switching, session }: RowProps) {
  const name = line(model.displayName, 60);
  const isAuto = model.kind === "auto";
  return (
    <tr role="row" class={model.active ? "current" : undefined}>
      <th role="rowheader" scope="row">
        {name}
        <small>{isAuto ? "Chooses for each task" : line(`${model.provider}/${model.model}`, 80)}</small>
      </th>
      <Cell label="Health">
        {isAvailable(model) ? "Available" : <span class="warning">{line(capital(healthOf(model, place)), 300)}</span>}
      </Cell>
      <Cell label="Cost">{isAuto ? "" : <span class="whole">{modelCostText(model)}</span>}</Cell>
      <Cell label="Context">{model.contextWindow === undefined ? "" : tokensText(model.contextWindow)}</Cell>
      <Cell label="Use">
        <button
          type="button"
          aria-pressed={model.active}
          aria-label={model.active ? `${name} is active` : `Use ${name}`}
          aria-disabled={switching !== undefined}
          onClick={() => {
            if (switching === undefined && !model.active) {
              void session.switchTo(model.slug);
            }
          }}
        >
          {model.active ? "Active" : switching === model.slug ? "Switching…" : "Use"}
        </button>
      </Cell>
    </tr>
  );
}

/** Why a model cannot be used, and what helps. Without an editor the server's own words say that. */
export function healthOf(model: Model, { hasCommands }: Place): string {
  const { availability, provider, model: id } = model;
  return availabilityText(hasCommands ? model : { availability, provider, model: id }, { now: new Date() });
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
