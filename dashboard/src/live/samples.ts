import type { Stats } from "shim-lsp-client/protocol";
import type { Invalidation, Sample } from "./state";

/** As many points as a wide chart has room for. */
const most = 1_000;

export function sampleOf({ savings: { spent, baseline }, requests, hits }: Stats, at: number): Sample {
  return { at, spent, baseline, requests, hits };
}

/** Decisions from the cache, in percent of all. */
export function hitRate({ hits, requests }: Pick<Sample, "hits" | "requests">): number {
  return requests === 0 ? 0 : (100 * hits) / requests;
}

/** The samples with a new one. Values that do not change take two points, and a long life keeps every second one. */
export function sampled(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const [before, last] = [samples.at(-2), samples.at(-1)];
  if (before && last && isSame(before, last) && isSame(last, sample)) {
    return [...samples.slice(0, -1), sample];
  }

  const kept = samples.length < most ? samples : samples.filter((_, index) => index % 2 === 0);
  return [...kept, sample];
}

/** What emptied the cache between two counts. A session that began anew counts from zero, and has no earlier one. */
export function invalidationsSince(before: Stats | undefined, now: Stats, at: number): readonly Invalidation[] {
  return before === undefined
    ? []
    : Object.entries(now.invalidations).flatMap(([cause, count]) =>
        Array.from({ length: Math.min(most, Math.max(0, count - (before.invalidations[cause] ?? 0))) }, () => ({ at, cause })),
      );
}

function isSame(one: Sample, other: Sample): boolean {
  return (["spent", "baseline", "requests", "hits"] as const).every((value) => one[value] === other[value]);
}
