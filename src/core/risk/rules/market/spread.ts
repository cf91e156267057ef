/** A wide spread is paid twice, at the entry and at the exit. */
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxSpreadRatio?: number;
  }
}

export const spread: RiskRule = {
  setting: 'maxSpreadRatio',
  name: 'spread',
  code: 'spread',
  scope: 'entry',
  reading: ({ settings, market }) => ({ limit: settings.maxSpreadRatio, value: market.spreadRatio, unit: 'ratio' }),
  deny({ settings, market }) {
    const limit = settings.maxSpreadRatio;
    if (limit === undefined || market.spreadRatio <= limit) return undefined;
    return `spread ${percent(market.spreadRatio)} is above the limit ${percent(limit)}`;
  },
};
