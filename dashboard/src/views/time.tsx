import { timeText } from "#extension/infrastructure/wording/availability";

/** A time as the reader's own clock shows it. */
export function Time({ at }: { readonly at: number }) {
  const time = new Date(at);
  return <time dateTime={time.toISOString()}>{timeText(time, { now: new Date() })}</time>;
}
