/** Asks until the answer is a yes, and gives it; fails with the last answer when the time is up, which only ends a test that hangs. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  milliseconds = 60_000,
): Promise<T> {
  const start = Date.now();
  const end = start + milliseconds;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer) {
        return answer;
      }

      last = answer;
    } catch (error) {
      last = error;
    }

    // Whom we ask has work to do: what takes longer is asked less often.
    const waited = Date.now() - start;
    await new Promise((resolve) => setTimeout(resolve, Math.min(150, Math.max(25, waited / 20))));
  } while (Date.now() < end);
  throw new Error(
    `Not within ${milliseconds} ms: ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`,
  );
}

/**
 * Checks that something is prompt, by the best of five tries: a busy machine delays one of them, a wait by design delays each.
 * @param limit what the best try must stay below, in milliseconds.
 * @param take does it once, and gives the time that counts.
 * @returns how many tries there were.
 */
export async function promptly(limit: number, take: (attempt: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  while (times.length < 5) {
    const time = await take(times.length + 1);
    times.push(time);
    if (time < limit) {
      return times.length;
    }
  }

  throw new Error(`Not within ${limit} ms in any of five tries: ${times.join(", ")} ms`);
}

/** The milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = Date.now();
  await work();
  return Date.now() - started;
}
