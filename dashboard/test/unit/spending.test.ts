import { expect, test } from "vitest";
import { sampled } from "../../src/live/spending";
import type { Sample } from "../../src/live/state";

const sample = (at: number, spent: number): Sample => ({ at, spent, baseline: 2 * spent });
const series = (spent: readonly number[]): readonly Sample[] =>
  spent.reduce<readonly Sample[]>((samples, each, at) => sampled(samples, sample(at, each)), []);

test.each<[string, readonly number[], readonly number[]]>([
  ["each_change_is_a_point", [0, 1, 2], [0, 1, 2]],
  ["a_value_that_stays_keeps_its_first_and_its_last_point", [1, 1, 1, 1], [0, 3]],
  ["a_value_that_stays_between_changes_keeps_both_its_ends", [0, 1, 1, 1, 2], [0, 1, 3, 4]],
])("%s", (_, spent, times) => {
  expect(series(spent).map(({ at }) => at)).toEqual(times);
});

test("a_long_life_takes_no_more_than_a_thousand_points_and_keeps_its_first_and_its_newest", () => {
  const samples = series(Array.from({ length: 5_000 }, (_, index) => index));

  expect(samples.length).toBeLessThanOrEqual(1_000);
  expect([samples[0]?.at, samples.at(-1)?.at]).toEqual([0, 4_999]);
  expect(samples.every(({ at }, index) => index === 0 || at > (samples[index - 1]?.at ?? 0))).toBe(true);
});
