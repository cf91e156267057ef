/** Ceiling over all positions, with this order: the rest stays in quote. */
import { totalExposureWith } from './exposure-with.ts';
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxTotalExposureRatio?: number;
  }
}

export const totalExposure: RiskRule = {
  setting: 'maxTotalExposureRatio',
  name: 'total-exposure',
  code: 'totalExposure',
  scope: 'entry',
  reading: (context) => ({
    limit: context.settings.maxTotalExposureRatio,
    value: totalExposureWith(context) / context.portfolio.equity,
    unit: 'ratio',
  }),
  deny(context) {
    const limit = context.settings.maxTotalExposureRatio;
    const { equity } = context.portfolio;
    const exposure = totalExposureWith(context);
    // Compared as money: an order sized to exactly this share must not fail on the rounding of a quotient.
    if (limit === undefined || exposure <= limit * equity) return undefined;
    return `total exposure would be ${percent(exposure / equity)} of equity, the limit is ${percent(limit)}`;
  },
};
