/** Positions that move together are one position: the highest correlation with an open one counts. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Highest tolerated correlation of returns with an open position, -1..1. */
    readonly maxCorrelation?: number;
  }
}

export const correlation: RiskRule = {
  setting: 'maxCorrelation',
  name: 'correlation',
  code: 'correlation',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.maxCorrelation,
    value: portfolio.highestCorrelation,
    unit: 'correlation',
  }),
  deny({ settings, portfolio }) {
    const limit = settings.maxCorrelation;
    // Written so that the first position (`NaN`) passes.
    if (limit === undefined || !(portfolio.highestCorrelation > limit)) return undefined;
    return `correlation ${plain(portfolio.highestCorrelation)} with an open position is above the limit ${plain(limit)}`;
  },
};
