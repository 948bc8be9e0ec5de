/** How a server that ends by itself is started again. */
export interface BackOff {
  /** The pause before the first restart, in milliseconds; each further one doubles it. */
  readonly first: number;
  readonly longest: number;
  /** A server that ran for this long, in milliseconds, has recovered: the next end is a first one again. */
  readonly healthyAfter: number;
  /** So many ends in a row, and it is left alone: a sixth start would end like the five before it. */
  readonly most: number;
}

export const backOff: BackOff = { first: 100, longest: 5_000, healthyAfter: 60_000, most: 5 };

/** The pause before the restart that follows the `ends`th end in a row, counted from 1; none when enough is enough. */
export function pauseAfter(ends: number, { first, longest, most }: BackOff = backOff): number | undefined {
  return ends > most ? undefined : Math.min(longest, first * 2 ** (ends - 1));
}

/** How many ends in a row that is, after a server that ran for `ranFor` milliseconds has ended. */
export function endsInARow(before: number, ranFor: number, { healthyAfter }: BackOff = backOff): number {
  return ranFor >= healthyAfter ? 1 : before + 1;
}
