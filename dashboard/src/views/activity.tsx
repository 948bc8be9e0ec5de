import { useMemo } from "preact/hooks";
import type { Stats } from "shim-lsp-client/protocol";
import { line } from "#extension/infrastructure/wording/names";
import { durationText, scoreText } from "#extension/infrastructure/wording/numbers";
import { hitRate } from "../live/samples";
import type { State } from "../live/state";
import { Chart } from "./chart";
import { Fact } from "./fact";
import type { ChartKind, Columns } from "./lineChart";
import { Time } from "./time";

const rate: ChartKind = {
  lines: [{ label: "From the cache", colour: "--spent" }],
  text: (percent) => `${Math.round(percent)} %`,
  top: 100,
};
const duration: ChartKind = {
  lines: [{ label: "Time to decide", colour: "--spent" }],
  text: (milliseconds) => durationText(1_000 * milliseconds),
};

/** How decisions were made over time: from the cache or not, how fast, and what emptied the cache. */
export function Activity({ state: { stats, samples, timings, invalidations } }: { readonly state: State }) {
  const rates = useMemo<Columns>(() => [samples.map(({ at }) => at), samples.map(hitRate)], [samples]);
  const times = useMemo<Columns>(() => [timings.map(({ at }) => at), timings.map(({ milliseconds }) => milliseconds)], [timings]);
  const marks = useMemo(() => invalidations.map(({ at }) => at), [invalidations]);
  if (!stats) {
    return null;
  }

  return (
    <section aria-labelledby="activity-heading" class="wide">
      <h2 id="activity-heading">Routing over time</h2>
      <dl>
        <Fact name="Decisions from the cache" value={`${stats.hits} of ${stats.requests}`} />
        <Fact name="In the cache" value={`${stats.entries} of ${stats.capacity}`} />
        <Fact name="Without a usable score" value={String(stats.fallbacks)} />
        {stats.feedback && <Fact name="Threshold after feedback" value={thresholdText(stats.feedback)} />}
        {stats.classifier.calls > 0 && (
          <Fact name="Classifier, median" value={durationText(1_000 * stats.classifier.latencyMs.p50)} />
        )}
        {stats.classifier.calls > 0 && (
          <Fact name="Classifier, slowest 1 %" value={durationText(1_000 * stats.classifier.latencyMs.p99)} />
        )}
      </dl>
      {stats.requests > 0 && (
        <Chart kind={rate} columns={rates} marks={marks}>
          Decisions from the cache, in percent of all. Upright lines: the cache was emptied.
        </Chart>
      )}
      {timings.length > 1 && (
        <Chart kind={duration} columns={times} marks={marks}>
          Time to decide, for each decision since this page opened.
        </Chart>
      )}
      <Emptied state={{ stats, invalidations }} />
    </section>
  );
}

function Emptied({
  state: { stats, invalidations },
}: {
  readonly state: Pick<State, "invalidations"> & { readonly stats: Stats };
}) {
  const all = Object.entries(stats.invalidations);
  return all.length === 0 ? null : (
    <>
      <h3>The cache was emptied</h3>
      <ul>
        {all.map(([cause, count]) => {
          const last = invalidations.find((each) => each.cause === cause);
          return (
            <li key={cause}>
              <strong>{causeText(cause)}</strong> {count === 1 ? "once" : `${count} times`}
              {last && (
                <>
                  , last at <Time at={last.at} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function thresholdText({ threshold, tooWeak, tooStrong, right }: NonNullable<Stats["feedback"]>): string {
  const verdicts = tooWeak + tooStrong + right;
  return `${scoreText(threshold)} (${verdicts} ${verdicts === 1 ? "verdict" : "verdicts"})`;
}

/** Why a cache was emptied, in words. A newer server may know more causes. */
export function causeText(cause: string): string {
  switch (cause) {
    case "modelSwitched":
      return "Another model was chosen";
    case "configurationChanged":
      return "Settings changed";
    case "catalogChanged":
      return "The models file changed";
    case "credentialChanged":
      return "A key changed";
    case "manual":
      return "By command";
    default:
      return line(cause, 60);
  }
}
