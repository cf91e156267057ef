/**
 * What an exit level fills at when the market opens beyond it. Pessimism is the point: a gap through a stop fills at
 * the open, below the stop, because nobody bought in between. A gap through a target fills at the better open, as a
 * resting limit order does. The simulation takes its exit prices from here and nowhere else; fees and slippage come on
 * top.
 */

/** `open` is the first price at which the stop could trade. Never above the stop. */
export function stopFillPrice(open: number, stop: number): number {
  return Math.min(open, stop);
}

/** `open` is the first price at which the target could trade. Never below the target. */
export function targetFillPrice(open: number, target: number): number {
  return Math.max(open, target);
}
