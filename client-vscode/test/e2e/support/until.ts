/** Asks until the answer is a yes, and gives it; fails with the last answer when the time is up. The only waiting there is. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  milliseconds = 15_000,
): Promise<T> {
  const end = Date.now() + milliseconds;
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

    await new Promise((resolve) => setTimeout(resolve, 25));
  } while (Date.now() < end);
  throw new Error(
    `Not within ${milliseconds} ms: ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`,
  );
}
