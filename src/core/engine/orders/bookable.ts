/** Which part of a fill the books can take. A report that does not fit is no reason to lose it, or to stop. */
import { minimum } from '../../../domain/decimal.ts';
import type { OrderFilled } from '../../../domain/events/events.ts';
import type { Ledger } from '../../../domain/index.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { type Quantity, notionalOf } from '../../../domain/units.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import type { SuspenseEntry } from '../state/suspense.ts';

export interface BookablePart {
  readonly quantity: Quantity;
  readonly fee: bigint;
  /** Why the rest is set aside. */
  readonly why: string;
}

/** Hot: `undefined` when all of it can be booked, the usual case. `notional` is what the fill moves in quote, rounded up. */
export function bookablePart(
  state: EngineState,
  lane: Lane,
  order: TrackedOrder,
  fill: OrderFilled,
  notional: bigint,
): BookablePart | undefined {
  const { side } = order.request;
  const { ledger } = state;
  const { instrument } = state.market(lane.instrument);
  // What is held, not what the order set aside: a fill of another order may have cost more than was set aside for it.
  const quantity =
    side === 'buy' ? affordable(ledger, instrument, fill, notional) : minimum(fill.quantity, ledger.sellable(lane.id));
  const part = quantity as Quantity;
  const isWhole = part === fill.quantity;
  const left = side === 'buy' ? leftByBuy(ledger, instrument, fill, part) : leftBySale(ledger, instrument, fill, part);
  const isFeeKnown = part > 0n && fill.fee <= left;
  if (isWhole && isFeeKnown) return undefined;
  const beyond = side === 'buy' ? 'it cost more than there is' : 'more was sold than the strategy holds';
  const why = isWhole ? `the fee in ${fill.feeAsset} is more than there is of it` : beyond;
  return { quantity: part, fee: isFeeKnown ? fill.fee : 0n, why };
}

/** What is left of the fill when the part is booked. */
export function unbooked(
  fill: OrderFilled,
  part: BookablePart,
  place: Pick<SuspenseEntry, 'instrument' | 'side'>,
): SuspenseEntry {
  const { tradeId, clientOrderId, price, feeAsset } = fill;
  const [quantity, fee] = [fill.quantity - part.quantity, fill.fee - part.fee];
  return { tradeId, clientOrderId, ...place, price, quantity, fee, feeAsset, why: part.why };
}

function affordable(ledger: Ledger, { quote }: Instrument, fill: OrderFilled, notional: bigint): bigint {
  const cost = fill.feeAsset === quote ? notional + fill.fee : notional;
  return cost <= ledger.balance(quote) ? fill.quantity : 0n;
}

/** What a buy that was found affordable leaves of the fee's asset; a fee in quote is in what it costs. */
function leftByBuy(ledger: Ledger, { base, quote }: Instrument, fill: OrderFilled, part: Quantity): bigint {
  if (fill.feeAsset === quote) return fill.fee;
  return fill.feeAsset === base ? part : ledger.balance(fill.feeAsset);
}

function leftBySale(ledger: Ledger, { base, quote }: Instrument, fill: OrderFilled, part: Quantity): bigint {
  const held = ledger.balance(fill.feeAsset);
  // What there was before the sale pays the usual fee: what it brings need not be reckoned.
  if (fill.feeAsset === quote && fill.fee > held) return held + notionalOf(fill.price, part, 'down');
  return fill.feeAsset === base ? held - part : held;
}
