/** What every program must agree on before its time counts. */
export interface Outcome {
  /** Positions opened and closed. */
  readonly trips: number;
  readonly fills: number;
  /** Quote at the last close. */
  readonly equity: number;
  /** Fingerprint of every command, where two programs must agree on more than the result. */
  readonly digest?: string;
}

export const EQUITY_TOLERANCE = 0.001;

/** What two outcomes differ in, ours first, or `undefined`. */
export function differenceOf(ours: Outcome, theirs: Outcome): string | undefined {
  const { trips, fills, equity, digest } = ours;
  if (trips !== theirs.trips) return `${trips} round trips, the peer has ${theirs.trips}`;
  if (fills !== theirs.fills) return `${fills} fills, the peer has ${theirs.fills}`;
  if (!(Math.abs(equity - theirs.equity) <= EQUITY_TOLERANCE)) return `equity ${equity}, the peer has ${theirs.equity}`;
  if (digest !== theirs.digest) return `commands ${digest}, the peer has ${theirs.digest}`;
  return undefined;
}
