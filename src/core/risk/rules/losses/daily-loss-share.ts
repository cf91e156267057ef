/** Loss of equity since 00:00 UTC as a share of the day's first equity; like the loss in quote it holds for the day. */
import { changeOf } from '../../../../domain/change-of.ts';
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Of the day's first equity. */
    readonly dailyLossLimitRatio?: number;
  }
}

export const dailyLossShare: RiskRule = {
  setting: 'dailyLossLimitRatio',
  name: 'daily-loss-share',
  code: 'dailyLossShare',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.dailyLossLimitRatio,
    value: changeOf(portfolio.equity, portfolio.dayStartScaled) / portfolio.dayStartScaled,
    unit: 'ratio',
  }),
  deny: ({ settings, portfolio }) =>
    lossShareProblem(settings.dailyLossLimitRatio, portfolio.equity, portfolio.dayStartScaled),
};

/** What is wrong with this equity against the day's first; asked after every interval and before every entry. */
export function lossShareProblem(
  limit: number | undefined,
  equity: number,
  dayStartEquity: number,
): string | undefined {
  // As money: 95 of 100 is exactly 5 % down, 1 - 95 / 100 in float64 is not.
  if (limit === undefined || dayStartEquity - equity < limit * dayStartEquity) return undefined;
  const share = percent(1 - equity / dayStartEquity);
  return `lost ${share} of the day's first equity since 00:00 UTC, the limit is ${percent(limit)}`;
}
