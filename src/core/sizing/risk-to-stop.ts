/**
 * Being stopped out costs `riskShare` of equity: the way from entry to stop, the fee of both orders, and what taking from
 * the market costs both, the depth of a thin book included. A gap through the stop costs more than that.
 */
import { toSignal } from '../../domain/units.ts';
import { halfSpreadRatio, slippageBpsOf } from '../costs/taking-costs.ts';
import { costOf } from './cost-of.ts';
import { SIZING_RULE, type SizeInput, type SizingMethod } from './method.ts';

export const riskToStop: SizingMethod<'riskToStop'> = {
  kind: 'riskToStop',
  ask(spec, input) {
    const { price, stopPrice } = input;
    if (Number.isNaN(stopPrice)) {
      return { rule: SIZING_RULE, code: 'noStop', message: 'the size follows the stop, and this entry has none' };
    }
    if (!(stopPrice < price)) {
      const message = `the stop ${stopPrice} must be below the entry price ${price}`;
      return { rule: SIZING_RULE, code: 'stopNotBelowPrice', message, limit: price, value: stopPrice };
    }
    return costOf(quantityLosing(input.equity * spec.riskShare, input), input);
  },
};

/** The loss of each unit grows in a straight line with their number, as the price of depth does. */
function quantityLosing(loss: number, input: SizeInput): number {
  const least = lossPerUnit(input, 0);
  const most = loss / least;
  const growth = (lossPerUnit(input, most) - least) / most;
  return growth > 0 ? (2 * loss) / (least + Math.sqrt(least * least + 4 * growth * loss)) : most;
}

/** Quote that each of so many units loses from entry to stop. */
function lossPerUnit({ price, stopPrice, costs, isLimit, ...input }: SizeInput, quantity: number): number {
  const feeRate = toSignal(input.feeRate);
  const half = halfSpreadRatio(costs);
  const slip = (middle: number): number => middle * (slippageBpsOf(costs, middle * quantity) / 10_000);
  const paid = isLimit ? price : price * (1 + half) + slip(price);
  // The bid is what meets the stop: the spread is behind it already.
  const recovered = stopPrice - slip(stopPrice / (1 - half));
  return paid * (1 + feeRate) - recovered * (1 - feeRate);
}
