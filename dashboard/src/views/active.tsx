import { line, reasonText } from "#extension/infrastructure/wording/names";
import { shortName } from "../live/reduce";
import type { State } from "../live/state";

/** Who takes the next task. */
export function Active({ state: { list, stats } }: { readonly state: State }) {
  if (!list) {
    return (
      <section aria-labelledby="active-heading" class="wide">
        <h2 id="active-heading">Active model</h2>
        <p>Not known yet.</p>
      </section>
    );
  }

  const isAuto = list.models.find(({ slug }) => slug === list.active)?.kind === "auto";
  const last = stats?.recent[0];
  return (
    <section aria-labelledby="active-heading" class="wide">
      <h2 id="active-heading">Active model</h2>
      <p class="active-name">{shortName(list.active, list)}</p>
      <p>{isAuto ? "Each task goes to the cheapest model that is good enough." : "This model takes every task."}</p>
      {last && (
        <p>
          Last task: <strong>{shortName(last.slug, list)}</strong>. {line(reasonText(last, list), 300)}
        </p>
      )}
    </section>
  );
}
