/** From what a strategy states to an order on tick and step. */
import { ONE, divideIntegers, maximum } from '../../../../domain/decimal.ts';
import type { Denial } from '../../../../domain/decision.ts';
import { type Instrument, isTooSmall, quantizeQuantity } from '../../../../domain/market/instrument.ts';
import { type Result, err, ok } from '../../../../domain/result.ts';
import { type Price, type Quantity, fromSignal, quantize, toSignal } from '../../../../domain/units.ts';
import type { RestOptions, RestingOrder } from '../../../strategies/api/index.ts';
import type { EngineState } from '../../state/engine-state.ts';
import type { Lane } from '../../state/lane.ts';
import type { WishedOrder } from '../../state/resting-levels.ts';

/** Buys are rounded down to the tick and sales up: neither gets worse than it was stated. */
export function wishedOrder(
  state: EngineState,
  lane: Lane,
  stated: RestingOrder,
  { reason, tag }: RestOptions,
): Result<WishedOrder, Denial> {
  const { instrument } = state.market(lane.instrument);
  const { side, lot, timeInForce = 'gtc', stopPrice, targetPrice } = stated;
  const price = quantize(stated.price, instrument.tickSize, side === 'buy' ? 'floor' : 'ceiling') as Price;
  const quantity = quantizeQuantity(instrument, quantityOf(state, lane, stated, instrument, price));
  if (price <= 0n || isTooSmall(instrument, quantity, price)) {
    const [least, value] = [toSignal(instrument.minQuantity), toSignal(instrument.minNotional)];
    const message = `level ${stated.level}: ${toSignal(quantity)} ${instrument.base} at ${toSignal(price)} is below the smallest order, ${least} ${instrument.base} or ${value} ${instrument.quote}`;
    return err({ rule: 'instrument-limits', code: 'instrumentLimits', message });
  }
  return ok({ side, price, quantity, lot, timeInForce, stopPrice, targetPrice, reason, tag });
}

function quantityOf(
  { ledger }: EngineState,
  lane: Lane,
  { side, quantity, quote, lot }: RestingOrder,
  { makerFeeRate, takerFeeRate }: Instrument,
  price: Price,
): Quantity {
  if (quantity !== undefined) return fromSignal(quantity) as Quantity;
  if (side === 'sell') return ledger.lotQuantity(lane.id, lot ?? '');
  const cost = price * (ONE + maximum(makerFeeRate, takerFeeRate));
  return (cost > 0n ? divideIntegers(fromSignal(quote ?? 0) * ONE * ONE, cost, 'floor') : 0n) as Quantity;
}
