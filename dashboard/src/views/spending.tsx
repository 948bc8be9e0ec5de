import { useEffect, useRef } from "preact/hooks";
import { dollars } from "#extension/infrastructure/wording/numbers";
import { shortName } from "../live/reduce";
import type { Sample, State } from "../live/state";
import { SpendingChart } from "./spendingChart";
import { Time } from "./time";

/** What the session spent and saved, and how that grew while the page was open. */
export function Spending({ state: { stats, list, spending } }: { readonly state: State }) {
  if (!stats) {
    return null;
  }

  const { spent, baseline, classifier, net } = stats.savings;
  const tasks = Object.entries(stats.decisions).sort(([, one], [, other]) => other - one);
  return (
    <section aria-labelledby="spending-heading" class="wide">
      <h2 id="spending-heading">Spending and savings</h2>
      <dl>
        <Fact name="Spent" value={dollars(spent)} />
        <Fact name="The strongest model would have cost" value={dollars(baseline)} />
        {classifier > 0 && <Fact name="Spent on the classifier" value={dollars(classifier)} />}
        <Fact name="Saved" value={dollars(net)} />
        <Fact name="Decisions from the cache" value={`${stats.hits} of ${stats.requests}`} />
      </dl>
      {baseline > 0 || spent > 0 ? (
        <Chart samples={spending} />
      ) : (
        <p class="hint">Nothing was spent yet. Costs come with the replies, at the prices in models.json.</p>
      )}
      {tasks.length > 0 && (
        <>
          <h3>Tasks by model</h3>
          <ul>
            {tasks.map(([slug, count]) => (
              <li key={slug}>
                <strong>{shortName(slug, list)}</strong> {count}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Chart({ samples }: { readonly samples: readonly Sample[] }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<SpendingChart>(undefined);
  useEffect(() => {
    if (!place.current) {
      return;
    }

    const drawn = (chart.current = new SpendingChart(place.current));
    return () => drawn.remove();
  }, []);
  useEffect(() => chart.current?.show(samples), [samples]);
  const first = samples[0];
  return (
    <figure>
      {/* The figures are in the list above: for a screen reader the picture has nothing more to say. */}
      <div ref={place} class="chart" aria-hidden="true" />
      <figcaption>Since {first && <Time at={first.at} />}, when this page opened, in US dollars.</figcaption>
    </figure>
  );
}
