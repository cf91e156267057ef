import type { ProfitFigures } from '../../domain/profit-figures.ts';
import { formatNumber } from './format-value.ts';

/** What tables say beside the profit of round trips: that of what is still open, and of dust where there is any. */
export function profitRows({ openPnl, openExitFees, dustPnl }: ProfitFigures, quote: string): string[][] {
  return [
    ['open profit after exit fees', `${formatNumber(openPnl)} ${quote}`],
    ...(openExitFees === 0 ? [] : [['exit fees to come', `${formatNumber(openExitFees)} ${quote}`]]),
    ...(dustPnl === 0 ? [] : [['profit of dust', `${formatNumber(dustPnl)} ${quote}`]]),
  ];
}
