/**
 * Being stopped out costs `riskShare` of equity: the way from entry to stop, the fee of both orders and the slippage of
 * both. A gap through the stop costs more than that.
 */
import { toSignal } from '../../domain/units.ts';
import { costOf } from './cost-of.ts';
import { SIZING_RULE, type SizingMethod } from './method.ts';

export const riskToStop: SizingMethod<'riskToStop'> = {
  kind: 'riskToStop',
  ask(spec, input) {
    const { price, stopPrice, slippageRatio } = input;
    if (Number.isNaN(stopPrice)) {
      return { rule: SIZING_RULE, code: 'noStop', message: 'the size follows the stop, and this entry has none' };
    }
    if (!(stopPrice < price)) {
      const message = `the stop ${stopPrice} must be below the entry price ${price}`;
      return { rule: SIZING_RULE, code: 'stopNotBelowPrice', message, limit: price, value: stopPrice };
    }
    const feeRate = toSignal(input.feeRate);
    const paid = price * (1 + slippageRatio) * (1 + feeRate);
    const recovered = stopPrice * (1 - slippageRatio) * (1 - feeRate);
    return costOf((input.equity * spec.riskShare) / (paid - recovered), input);
  },
};
