/** Volatility target: a move of `multiple` ATRs changes equity by `riskShare`. The price move alone, without costs. */
import { costOf } from './cost-of.ts';
import { SIZING_RULE, type SizingMethod } from './method.ts';

export const atrTarget: SizingMethod<'atrTarget'> = {
  kind: 'atrTarget',
  ask(spec, input) {
    const move = input.atr * spec.multiple;
    if (move > 0) return costOf((input.equity * spec.riskShare) / move, input);
    const message = 'the size follows the ATR, which has no value above zero yet';
    return { rule: SIZING_RULE, code: 'noAtr', message };
  },
};
