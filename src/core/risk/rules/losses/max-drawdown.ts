/** Fall of equity from its peak. Latches: a fallen account is looked at by a person before it takes new risk. */
import { drawdownRatio } from '../../../../domain/change-of.ts';
import type { RiskRule } from '../../rule.ts';
import { percent, plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxDrawdownRatio?: number;
  }
}

export const maxDrawdown: RiskRule = {
  setting: 'maxDrawdownRatio',
  name: 'max-drawdown',
  code: 'maxDrawdown',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.maxDrawdownRatio,
    value: drawdownRatio(portfolio.peakEquity, portfolio.equity),
    unit: 'ratio',
  }),
  deny: ({ settings, portfolio }) => drawdownProblem(settings.maxDrawdownRatio, portfolio.equity, portfolio.peakEquity),
};

/** What is wrong with this equity against its peak; the engine asks after every candle, the rule before every entry. */
export function drawdownProblem(limit: number | undefined, equity: number, peakEquity: number): string | undefined {
  // Against the floor, not as a ratio: 80 of 100 is exactly 20 % down, 1 - 80 / 100 in float64 is not.
  if (limit === undefined || equity > peakEquity * (1 - limit)) return undefined;
  const drawdown = percent(1 - equity / peakEquity);
  return `drawdown ${drawdown} from the equity peak ${plain(peakEquity)} has reached the limit ${percent(limit)}`;
}
