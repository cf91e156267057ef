/** Largest position as a share of equity, with this order. */
import { symbolExposureWith } from './exposure-with.ts';
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxPositionEquityRatio?: number;
  }
}

export const positionShareOfEquity: RiskRule = {
  setting: 'maxPositionEquityRatio',
  name: 'position-share-of-equity',
  code: 'positionShareOfEquity',
  scope: 'entry',
  reading: (context) => ({
    limit: context.settings.maxPositionEquityRatio,
    value: symbolExposureWith(context) / context.portfolio.equity,
    unit: 'ratio',
  }),
  deny(context) {
    const limit = context.settings.maxPositionEquityRatio;
    const { equity } = context.portfolio;
    const exposure = symbolExposureWith(context);
    // Compared as money: an order sized to exactly this share must not fail on the rounding of a quotient.
    if (limit === undefined || exposure <= limit * equity) return undefined;
    return `the position would be ${percent(exposure / equity)} of equity, the limit is ${percent(limit)}`;
  },
};
