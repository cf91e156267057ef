import { costLines } from '../cost-lines.ts';
import { moneyText, numberText } from '../number-text.ts';
import type { BacktestReport } from '../report.ts';
import { htmlTable } from './html-table.ts';

/** What ran, so that it can be run again. */
export function setupSection({ run }: BacktestReport): string {
  const parameters = Object.entries(run.parameters).map(([name, value]) => [`Parameter ${name}`, plainText(value)]);
  const rows = [
    ['Strategy', run.strategy],
    ...parameters,
    ['Symbols', run.symbols.join(', ')],
    ['Timeframe', run.timeframe],
    ['Candles', `${numberText(run.candles, 0)}, warm-up included`],
    ['Files', run.files.join(', ')],
    ['Start balance', `${moneyText(Number(run.startBalance), run.quote)} ${run.quote}`],
    ['Fee rates', `maker ${run.makerFeeRate}, taker ${run.takerFeeRate}`],
    ...costLines(run),
    ...run.instruments.map(({ symbol, tickSize, stepSize, minNotional, source }) => [
      `Rules of ${symbol}`,
      `tick ${tickSize}, step ${stepSize}, smallest order ${minNotional} ${run.quote}, ${source}`,
    ]),
  ].filter(([, value]) => value !== '');
  return `<section><h2>Setup</h2>${htmlTable({ head: ['What', 'Value'], rows })}</section>`;
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
