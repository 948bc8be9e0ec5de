import type { Sample } from "./state";

/** As many points as a wide chart has room for. */
const most = 1_000;

/** The samples with a new one. A value that does not change takes two points, and a long life keeps every second one. */
export function sampled(samples: readonly Sample[], { at, spent, baseline }: Sample): readonly Sample[] {
  const sample = { at, spent, baseline };
  const [before, last] = [samples.at(-2), samples.at(-1)];
  if (before && last && isSame(before, last) && isSame(last, sample)) {
    return [...samples.slice(0, -1), sample];
  }

  const kept = samples.length < most ? samples : samples.filter((_, index) => index % 2 === 0);
  return [...kept, sample];
}

function isSame(one: Sample, other: Sample): boolean {
  return one.spent === other.spent && one.baseline === other.baseline;
}
