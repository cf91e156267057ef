/**
 * Positions that move together are one position: the highest correlation with one that is open, or being entered, counts.
 * Returns are paired by the open times of their candles, those over a gap left out, the latest 96 of each instrument.
 * With fewer than thirty pairs nobody knows it, and the entry is denied.
 */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Highest tolerated correlation of returns with a position that is open or being entered, -1..1. */
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
    const highest = portfolio.highestCorrelation;
    // Written so that the first position (`NaN`) passes.
    if (limit === undefined || !(highest > limit)) return undefined;
    if (highest === Number.POSITIVE_INFINITY) {
      return `correlation with an open position is not known yet, the limit is ${plain(limit)}`;
    }
    return `correlation ${plain(highest)} with an open position is above the limit ${plain(limit)}`;
  },
};
