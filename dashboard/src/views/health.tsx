import type { ComponentChildren } from "preact";
import type { Model, ModelList } from "shim-lsp-client/protocol";
import { isAvailable } from "#extension/infrastructure/wording/availability";
import { line } from "#extension/infrastructure/wording/names";
import { shortName } from "../live/reduce";
import type { HealthChange, Place, State } from "../live/state";
import { capital, healthOf } from "./models";
import { Time } from "./time";

/** What does not work, since when, and what the gateway does about it. */
export function Health({ state: { list, stats, changes, place } }: { readonly state: State }) {
  if (!list) {
    return null;
  }

  const models = list.models.filter(({ kind }) => kind === "model");
  const down = models.filter((model) => !isAvailable(model));
  const quirks = Object.entries(stats?.learnedQuirks ?? {});
  return (
    <section aria-labelledby="health-heading">
      <h2 id="health-heading">Health</h2>
      <p>{summary(models.length, down.length)}</p>
      <Points
        title="Unavailable now"
        items={down.map((model) => (
          <>
            <strong>{line(model.displayName, 60)}</strong> {line(capital(healthOf(model, place)), 300)}
          </>
        ))}
      />
      <Points
        title="Changes since this page opened"
        items={changes.map((change) => (
          <Change change={change} list={list} place={place} />
        ))}
      />
      <Points
        title="Options left out after a refusal"
        items={quirks.map(([slug, options]) => (
          <>
            <strong>{shortName(slug, list)}</strong> {line(options.join(", "), 200)}
          </>
        ))}
      />
      <Points
        title="Problems in the models file"
        items={list.catalog.problems.map(({ severity, message }) => (
          <>
            <strong>{capital(severity)}</strong> {line(message, 400)}
          </>
        ))}
      />
    </section>
  );
}

function summary(all: number, down: number): string {
  return all === 0
    ? "The catalog has no models."
    : down === 0
      ? all === 1
        ? "The model is available."
        : `All ${all} models are available.`
      : `${all - down} of ${all} models ${all - down === 1 ? "is" : "are"} available.`;
}

interface ChangeProps {
  readonly change: HealthChange;
  readonly list: ModelList;
  readonly place: Place;
}

function Change({ change: { at, slug, availability }, list, place }: ChangeProps) {
  const model = list.models.find((each) => each.slug === slug);
  const known: Model | undefined = model && { ...model, availability };
  return (
    <>
      <Time at={at} /> <strong>{shortName(slug, list)}</strong>{" "}
      {availability.state === "available"
        ? "Available again"
        : capital(line(known ? healthOf(known, place) : availability.state, 300))}
    </>
  );
}

function Points({ title, items }: { readonly title: string; readonly items: readonly ComponentChildren[] }) {
  return items.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item, index) => (
          <li key={index}>{item}</li>
        ))}
      </ul>
    </>
  );
}
