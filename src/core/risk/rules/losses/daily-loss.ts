/**
 * Loss of equity since 00:00 UTC in quote, open positions at their last price. The next UTC day starts afresh. The rule
 * itself has no memory: `dayLongRules` tells the engine to hold a denial for the rest of the day.
 */
import { changeOf } from '../../../../domain/change-of.ts';
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly dailyLossLimitQuote?: number;
  }
}

export const dailyLoss: RiskRule = {
  setting: 'dailyLossLimitQuote',
  name: 'daily-loss',
  code: 'dailyLoss',
  scope: 'entry',
  reading: ({ settings, portfolio, order }) => ({
    limit: settings.dailyLossLimitQuote,
    value: changeOf(portfolio.equity, portfolio.dayStartEquity),
    unit: order.instrument.quote,
  }),
  deny: ({ settings, portfolio, order }) =>
    lossProblem(settings.dailyLossLimitQuote, portfolio.dayStartEquity - portfolio.equity, order.instrument.quote),
};

/** What is wrong with this loss; the engine asks after every interval, the rule before every entry. */
export function lossProblem(limit: number | undefined, loss: number, quote: string): string | undefined {
  if (limit === undefined || loss < limit) return undefined;
  return `lost ${plain(loss)} ${quote} since 00:00 UTC, the limit is ${plain(limit)}`;
}
