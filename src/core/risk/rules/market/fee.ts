/** Guards against a fee schedule other than the one a strategy was tested with. */
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxFeeRatio?: number;
  }
}

export const fee: RiskRule = {
  setting: 'maxFeeRatio',
  name: 'fee',
  code: 'fee',
  scope: 'entry',
  reading: ({ settings, market }) => ({ limit: settings.maxFeeRatio, value: market.feeRatio, unit: 'ratio' }),
  deny({ settings, market }) {
    const limit = settings.maxFeeRatio;
    if (limit === undefined || market.feeRatio <= limit) return undefined;
    return `fee ${percent(market.feeRatio)} is above the limit ${percent(limit)}`;
  },
};
