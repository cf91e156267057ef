/** What an order is expected to lose beyond the best price, by slippage and by the depth that its own size takes. */
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxSlippageRatio?: number;
  }
}

export const expectedSlippage: RiskRule = {
  setting: 'maxSlippageRatio',
  name: 'expected-slippage',
  code: 'expectedSlippage',
  scope: 'entry',
  reading: ({ settings, market }) => ({
    limit: settings.maxSlippageRatio,
    value: market.expectedSlippageRatio,
    unit: 'ratio',
  }),
  deny({ settings, market }) {
    const limit = settings.maxSlippageRatio;
    if (limit === undefined || market.expectedSlippageRatio <= limit) return undefined;
    return `expected slippage ${percent(market.expectedSlippageRatio)} is above the limit ${percent(limit)}`;
  },
};
