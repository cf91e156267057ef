/** From a budget asked for to a quantity that the venue takes and the account can pay. Exact from here on. */
import { ONE, type Decimal, divideIntegers, formatDecimal, maximum, minimum } from '../../domain/decimal.ts';
import type { Denial } from '../../domain/decision.ts';
import { type Instrument, isTooSmall, quantizeQuantity } from '../../domain/market/instrument.ts';
import { type Result, err, ok } from '../../domain/result.ts';
import { type Notional, type Price, type Quantity, fromSignal, notionalOf, toSignal } from '../../domain/units.ts';
import { SIZING_RULE, type SizeInput, type SizedEntry } from './method.ts';

const ONE_SQUARED = ONE * ONE;

/**
 * `quantity = floor(budget / (price × (1 + fee)))` to the step, with what is asked cut to what is available. A `computed` budget
 * (a share of equity) that comes to all of the cash gets every last unit of it; a written one is kept to the digit.
 */
export function fitBudget(asked: number, isComputed: boolean, input: SizeInput): Result<SizedEntry, Denial> {
  const { instrument, priceExact, availableQuote, feeRate } = input;
  if (!(asked > 0)) return err(noBudget(asked));
  if (availableQuote <= 0n) return err(noCash(instrument, availableQuote));
  const isAll = isComputed && asked >= toSignal(availableQuote);
  const budget = isAll ? availableQuote : (minimum(fromSignal(asked), availableQuote) as Notional);
  const quantity = quantizeQuantity(instrument, affordable(budget, priceExact, feeRate));
  if (isTooSmall(instrument, quantity, priceExact)) return err(belowMinimum(input, quantity, budget));
  return ok({ quantity, budget, isClipped: asked > toSignal(availableQuote) });
}

function affordable(budget: Notional, price: Price, feeRate: Decimal): Quantity {
  return divideIntegers(budget * ONE_SQUARED, price * (ONE + feeRate), 'floor') as Quantity;
}

function noBudget(asked: number): Denial {
  const message = `the size comes to ${asked}, it must be above 0`;
  return { rule: SIZING_RULE, code: 'noBudget', message, limit: 0, ...(Number.isNaN(asked) ? {} : { value: asked }) };
}

function noCash({ quote }: Instrument, available: Notional): Denial {
  const message = `${formatDecimal(available)} ${quote} are free, an entry needs more than 0`;
  return { rule: SIZING_RULE, code: 'noCash', message, limit: 0, value: toSignal(available) };
}

function belowMinimum({ instrument, priceExact }: SizeInput, quantity: Quantity, budget: Notional): Denial {
  const { minNotional, base, quote } = instrument;
  const minQuantity = maximum(instrument.minQuantity, instrument.stepSize);
  const prefix = `${formatDecimal(budget)} ${quote} buy`;
  if (quantity < minQuantity) {
    const message = `${prefix} ${formatDecimal(quantity)} ${base}, the venue takes at least ${formatDecimal(minQuantity)}`;
    return block(message, minQuantity, quantity);
  }
  const worth = notionalOf(priceExact, quantity, 'down');
  const message = `${prefix} an order worth ${formatDecimal(worth)} ${quote}, the venue takes at least ${formatDecimal(minNotional)}`;
  return block(message, minNotional, worth);
}

function block(message: string, limit: Decimal, value: Decimal): Denial {
  return { rule: SIZING_RULE, code: 'belowMinimum', message, limit: toSignal(limit), value: toSignal(value) };
}
