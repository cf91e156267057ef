/** Capital that one symbol may bind, over all strategies that trade it, with this order. */
import { symbolExposureWith } from './exposure-with.ts';
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxCapitalPerSymbolRatio?: number;
  }
}

export const symbolCapital: RiskRule = {
  setting: 'maxCapitalPerSymbolRatio',
  name: 'symbol-capital',
  code: 'symbolCapital',
  scope: 'entry',
  reading: (context) => ({
    limit: context.settings.maxCapitalPerSymbolRatio,
    value: symbolExposureWith(context) / context.portfolio.equity,
    unit: 'ratio',
  }),
  deny(context) {
    const limit = context.settings.maxCapitalPerSymbolRatio;
    const { equity } = context.portfolio;
    const exposure = symbolExposureWith(context);
    // Compared as money: an order sized to exactly this share must not fail on the rounding of a quotient.
    if (limit === undefined || exposure <= limit * equity) return undefined;
    return `capital in this symbol would be ${percent(exposure / equity)} of equity, the limit is ${percent(limit)}`;
  },
};
