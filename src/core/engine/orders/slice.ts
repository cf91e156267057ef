/**
 * An exit that a thin book cannot take at once leaves in slices: each takes what there is within a ceiling of slippage,
 * and the ceiling widens with time, so that a position is left dearly rather than not at all.
 */
import { maximum } from '../../../domain/decimal.ts';
import { type Instrument, isTooSmall } from '../../../domain/market/instrument.ts';
import { type Price, type Quantity, quantize, toSignal } from '../../../domain/units.ts';
import { slippageBpsOf } from '../../costs/taking-costs.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

export interface Slice {
  /** Lowest price that is taken. */
  readonly limit: Price;
  /** For people: what is sold, why in parts, and how it goes on. */
  readonly message: string;
}

/** The next slice of a sale of so much; `undefined` when it goes whole: within the ceiling, too small for a limit. */
export function nextSlice(state: EngineState, lane: Lane, quantity: Quantity): Slice | undefined {
  const { exitSlices, takingCosts } = state.settings;
  if (exitSlices === undefined) return undefined;
  const { instrument, trust, last, lastCloseTimeMs } = state.market(lane.instrument);
  const { ceilingRatio, stepMs } = exitSlices;
  const price = trust.reference(last, lastCloseTimeMs);
  const expected = slippageBpsOf(takingCosts, price * toSignal(quantity)) / 10_000;
  const steps = 1 + Math.floor((state.nowMs - lane.orders.goalSinceMs) / stepMs);
  const ceiling = ceilingRatio * steps;
  if (!(expected > ceiling) || !isAllowed(instrument, ceiling)) return undefined;
  const limit = maximum(quantize(price * (1 - ceiling), instrument.tickSize, 'ceiling'), instrument.tickSize) as Price;
  if (isTooSmall(instrument, quantity, limit)) return undefined;
  const what = `${toSignal(quantity)} ${instrument.base} would cost ${percent(expected)} in a thin book`;
  const next = `the rest in ${stepMs / 1000} s within ${percent(ceiling + ceilingRatio)}`;
  return { limit, message: `${lane.symbol}: ${what}; selling within ${percent(ceiling)} of ${price}, ${next}` };
}

/** A ceiling of everything is none, and a limit outside the venue's band would be refused. */
function isAllowed({ priceBandRatio = 1 }: Instrument, ceiling: number): boolean {
  return ceiling < 1 && ceiling <= priceBandRatio;
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(3))} %`;
}
