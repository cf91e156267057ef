/** Which part of a fill the books can take. A report that does not fit is no reason to lose it, or to stop. */
import { minimum } from '../../../domain/decimal.ts';
import type { OrderFilled } from '../../../domain/events/events.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { Side } from '../../../domain/orders/order.ts';
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

/** Hot: `undefined` when all of it can be booked, the usual case. `notional` is what the fill moves in quote. */
export function bookablePart(
  state: EngineState,
  lane: Lane,
  order: TrackedOrder,
  fill: OrderFilled,
  notional: bigint,
): BookablePart | undefined {
  const { side } = order.request;
  const isInQuote = fill.feeAsset === state.quote;
  if (side === 'sell') {
    const held = lane.holding.position ? (lane.holding.exact?.quantity ?? 0n) : 0n;
    if (isInQuote && fill.fee <= notional && fill.quantity <= held) return undefined;
  } else if (isInQuote && fill.fee + notional <= order.reserved) return undefined;
  return partOf(state, lane, side, fill);
}

function partOf(state: EngineState, lane: Lane, side: Side, fill: OrderFilled): BookablePart | undefined {
  const { instrument } = state.market(lane.instrument);
  const quantity = side === 'buy' ? affordable(state, instrument, fill) : ownedPart(state, lane, fill.quantity);
  const isWhole = quantity === fill.quantity;
  const isFeeKnown = quantity > 0n && canPayFee(state, instrument, side, { ...fill, quantity });
  if (isWhole && isFeeKnown) return undefined;
  const beyond = side === 'buy' ? 'it cost more than there is' : 'more was sold than the strategy holds';
  const why = isWhole ? `the fee in ${fill.feeAsset} is more than there is of it` : beyond;
  return { quantity, fee: isFeeKnown ? fill.fee : 0n, why };
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

function ownedPart(state: EngineState, lane: Lane, quantity: Quantity): Quantity {
  return minimum(quantity, state.ledger.sellable(lane.id)) as Quantity;
}

function affordable({ ledger }: EngineState, { quote }: Instrument, fill: OrderFilled): Quantity {
  const cost = notionalOf(fill.price, fill.quantity, 'up') + (fill.feeAsset === quote ? fill.fee : 0n);
  return cost <= ledger.balance(quote) ? fill.quantity : (0n as Quantity);
}

function canPayFee({ ledger }: EngineState, { base, quote }: Instrument, side: Side, fill: OrderFilled): boolean {
  const { fee, feeAsset, quantity, price } = fill;
  if (fee === 0n) return true;
  if (side === 'buy') {
    if (feeAsset === quote) return true;
    return feeAsset === base ? fee <= quantity : fee <= ledger.balance(feeAsset);
  }
  if (feeAsset === quote) return fee <= ledger.balance(quote) + notionalOf(price, quantity, 'down');
  return fee <= ledger.balance(feeAsset) - (feeAsset === base ? quantity : 0n);
}
