/**
 * Consecutive losing round trips of the portfolio. It needs no latch: while entries are denied only a win of a position
 * that is still open, or the operator's reset of the loss limits, ends the streak.
 */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxConsecutiveLosses?: number;
  }
}

export const lossStreak: RiskRule = {
  setting: 'maxConsecutiveLosses',
  name: 'loss-streak',
  code: 'lossStreak',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.maxConsecutiveLosses,
    value: portfolio.consecutiveLosses,
    unit: 'losses',
  }),
  deny({ settings, portfolio }) {
    const limit = settings.maxConsecutiveLosses;
    if (limit === undefined || portfolio.consecutiveLosses < limit) return undefined;
    return `${plain(portfolio.consecutiveLosses)} losses in a row have reached the limit ${plain(limit)}`;
  },
};
