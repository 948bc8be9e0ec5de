import { useMemo } from "preact/hooks";
import { dollars } from "#extension/infrastructure/wording/numbers";
import { shortName } from "../live/reduce";
import type { State } from "../live/state";
import { Chart } from "./chart";
import { Fact } from "./fact";
import type { ChartKind, Columns } from "./lineChart";
import { Time } from "./time";

const kind: ChartKind = {
  lines: [
    { label: "Spent", colour: "--spent" },
    { label: "The strongest model", colour: "--baseline", dash: [6, 4] },
  ],
  text: dollars,
};

/** What the session spent and saved, and how that grew while the page was open. */
export function Spending({ state: { stats, list, samples } }: { readonly state: State }) {
  const columns = useMemo<Columns>(
    () => [samples.map(({ at }) => at), samples.map(({ spent }) => spent), samples.map(({ baseline }) => baseline)],
    [samples],
  );
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
      </dl>
      {baseline > 0 || spent > 0 ? (
        <Chart kind={kind} columns={columns}>
          Since {samples[0] && <Time at={samples[0].at} />}, when this page opened, in US dollars.
        </Chart>
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
