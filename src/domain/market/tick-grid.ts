/** Prices in float64 put on a tick grid without the noise of their arithmetic: 8.2 - 0.41 is 7.79 there. */

/** A tick as a fraction of whole numbers: `ticks / scale`, for example 5 / 100. */
export interface TickGrid {
  readonly ticks: number;
  readonly scale: number;
}

/** Decimals of the fixed-point money, see `decimal.ts`. */
const DECIMALS = 18;
/** Share of a tick, and of the number of ticks, that float64 arithmetic may be off by. */
const NOISE = 1e-6;
const RELATIVE_NOISE = 1e-14;

/** `tickSize` is a positive decimal, scaled by 10¹⁸. */
export function tickGridOf(tickSize: bigint): TickGrid {
  let ticks = tickSize;
  let decimals = DECIMALS;
  for (; decimals > 0 && ticks % 10n === 0n; decimals -= 1) ticks /= 10n;
  return { ticks: Number(ticks), scale: 10 ** decimals };
}

/**
 * The price itself where it is on the grid, noise apart; else the next one `up` or `down`. Equal to the float64 of the
 * grid's decimal text, so that a level compares exactly with prices that were read. `NaN` stays `NaN`.
 */
export function onTick({ ticks, scale }: TickGrid, price: number, direction: 'up' | 'down'): number {
  const count = (price * scale) / ticks;
  const near = Math.round(count);
  const isNear = Math.abs(count - near) <= Math.max(NOISE, near * RELATIVE_NOISE);
  const whole = isNear ? near : direction === 'up' ? Math.ceil(count) : Math.floor(count);
  return (whole * ticks) / scale;
}
