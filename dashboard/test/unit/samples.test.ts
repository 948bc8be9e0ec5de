import { expect, test } from "vitest";
import { hitRate, invalidationsSince, sampled } from "../../src/live/samples";
import type { Sample } from "../../src/live/state";
import { statsOf } from "../support/session";

const sample = (at: number, spent: number): Sample => ({ at, spent, baseline: 2 * spent, requests: 1, hits: 0 });
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

test.each(["spent", "baseline", "requests", "hits"] as const)("a_change_of_%s_alone_is_a_point", (value) => {
  const samples = [0, 1, 2].map((at) => sample(at, 1));
  expect(sampled(samples, { ...sample(3, 1), [value]: 7 }).length).toBe(4);
});

test.each<[string, number, number, number]>([
  ["no_request_is_no_hit", 0, 0, 0],
  ["a_part_is_in_percent", 1, 4, 25],
])("%s", (_, hits, requests, percent) => {
  expect(hitRate({ hits, requests })).toBe(percent);
});

type Counts = Readonly<Record<string, number>>;
const counting = (invalidations: Counts) => ({ ...statsOf("auto", []), invalidations });

test.each<[string, Counts | undefined, Counts, readonly string[]]>([
  ["what_was_before_the_page_opened_has_no_time", undefined, { manual: 3 }, []],
  ["each_new_one_counts", { manual: 1 }, { manual: 2, modelSwitched: 2 }, ["manual", "modelSwitched", "modelSwitched"]],
  ["a_session_that_began_anew_takes_nothing_back", { manual: 5 }, { manual: 1 }, []],
])("%s", (_, before, now, causes) => {
  const found = invalidationsSince(before && counting(before), counting(now), 9);
  expect(found).toEqual(causes.map((cause) => ({ at: 9, cause })));
});
