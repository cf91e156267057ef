/**
 * What the venue would refuse, found before it is sent: tick, step, minimum and maximum. Its price band is left to it: that
 * is measured from a market price which an order under judgement does not carry. An entry must also leave
 * something that its stop can sell. The shape is judged for exits as well, since the venue would refuse them all the
 * same; a remainder too small to sell is dust, which the engine books instead of asking, so nothing loops here.
 */
import { formatDecimal, minimum, multiply } from '../../../../domain/decimal.ts';
import { type Instrument, amountProblems, quantizeQuantity } from '../../../../domain/market/instrument.ts';
import {
  type Notional,
  type Price,
  type Quantity,
  fromSignal,
  isWorthLess,
  notionalOf,
  toSignal,
} from '../../../../domain/units.ts';
import { type RiskContext, type RiskRule, addsRisk } from '../../rule.ts';
import { shapeReading, shapeSentence } from './shape-wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Entry notional must be this many times the venue minimum, also at the stop price. */
    readonly minNotionalMargin?: number;
  }
}

export const instrumentLimits: RiskRule = {
  name: 'instrument-limits',
  code: 'instrumentLimits',
  scope: 'any',
  reading(context) {
    const { instrument } = context.order;
    const problem = amountProblems(instrument, context.order)[0];
    if (problem) return shapeReading(instrument, problem);
    const exit = exitCheck(context);
    if (exit.sellable < instrument.minQuantity) {
      return { limit: toSignal(instrument.minQuantity), value: toSignal(exit.sellable), unit: instrument.base };
    }
    const worth = notionalOf(exit.price, exit.sellable, 'down');
    return { limit: toSignal(exit.required), value: toSignal(worth), unit: instrument.quote };
  },
  deny(context) {
    const { order } = context;
    const problems = amountProblems(order.instrument, order);
    if (problems.length > 0) return problems.map((problem) => shapeSentence(order.instrument, problem)).join('; ');
    return addsRisk(order) ? exitSentence(context) : undefined;
  },
};

interface ExitCheck {
  /** What is left to sell after a fee that is taken in base. */
  readonly sellable: Quantity;
  /** The lower of order price and stop price. */
  readonly price: Price;
  readonly required: Notional;
}

function exitCheck({ order, settings }: RiskContext): ExitCheck {
  const { instrument } = order;
  if (!addsRisk(order)) {
    const { quantity, price } = order;
    return { sellable: quantity, price, required: instrument.minNotional };
  }
  const { stopPrice } = order;
  const price = Number.isFinite(stopPrice) ? (minimum(fromSignal(stopPrice), order.price) as Price) : order.price;
  const sellable = sellableOf(instrument, order.quantity);
  const margin = Math.max(1, settings.minNotionalMargin ?? 1);
  const required = multiply(instrument.minNotional, fromSignal(margin), 'up') as Notional;
  return { sellable, price, required };
}

function sellableOf(instrument: Instrument, bought: Quantity): Quantity {
  if (instrument.feeAsset === 'quote') return bought;
  const fee = multiply(bought, instrument.takerFeeRate, 'up');
  return quantizeQuantity(instrument, (bought - fee) as Quantity);
}

function exitSentence(context: RiskContext): string | undefined {
  const { instrument } = context.order;
  const { sellable, price, required } = exitCheck(context);
  if (sellable < instrument.minQuantity) {
    const limit = `${formatDecimal(instrument.minQuantity)} ${instrument.base}`;
    return `after the fee ${formatDecimal(sellable)} could be sold, the venue takes at least ${limit}`;
  }
  if (!isWorthLess(price, sellable, required)) return undefined;
  const worth = notionalOf(price, sellable, 'down');
  const least = `${formatDecimal(required)} ${instrument.quote} are needed (venue minimum with margin)`;
  return `worth ${formatDecimal(worth)} at ${formatDecimal(price)}, the lower of entry and stop, but ${least}`;
}
