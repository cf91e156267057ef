import type { MetricUnit } from '../../core/performance/index.ts';
import type { BacktestReport, ReportMetric } from './report.ts';

/** Suffix and factor that turn our unit into the one Prometheus names carry. */
const UNITS: Readonly<Record<MetricUnit, readonly [suffix: string, factor: number]>> = {
  ratio: ['_pct', 100],
  number: ['', 1],
  quote: ['_quote', 1],
  milliseconds: ['_seconds', 0.001],
  count: ['_total', 1],
  perDay: ['', 1],
};

/**
 * The result in the Prometheus text format, for a scrape or a textfile collector. Numbers that do not exist are left
 * out. What ran is in the labels of `backtest_info`; the other series carry none, so that queries stay short.
 */
export function prometheusText(report: BacktestReport): string {
  const { run, denials, profit } = report;
  const info = `symbols="${label(run.symbols.join(','))}",strategy="${label(run.strategy)}",timeframe="${label(run.timeframe)}",quote="${label(run.quote)}"`;
  return [
    family('backtest_info', 'What ran.', [`backtest_info{${info}} 1`]),
    single('backtest_candles_total', 'Candles told, warm-up included.', run.candles),
    single('backtest_from_seconds', 'Open time of the first tradable candle, Unix.', seconds(run.fromMs)),
    single('backtest_to_seconds', 'Close time of the last candle, Unix.', seconds(run.toMs)),
    single('backtest_equity_start', 'Equity before the first trade, in quote.', report.startEquity),
    single('backtest_equity_last', 'Equity at the last close, in quote.', report.endEquity),
    single('backtest_closed_pnl_quote', 'Profit of ended round trips, after fees.', profit.closedPnl),
    single('backtest_open_pnl_quote', 'Profit of what is still open, after the fee of its exit.', profit.openPnl),
    single('backtest_open_exit_fees_quote', 'Fees of the exits to come.', profit.openExitFees),
    single('backtest_dust_pnl_quote', 'Gained or lost by dust since it became dust.', profit.dustPnl),
    single('backtest_orders_total', 'Orders sent.', report.orders),
    single('backtest_fills_total', 'Fills of our orders.', report.fills),
    ...report.metrics.map((metric) => ofMetric('backtest', metric, metric.strategy)),
    ...report.metrics.map((metric) => ofMetric('backtest_buy_and_hold', metric, metric.buyAndHold)),
    single('backtest_excess_return_pct', 'Total return minus that of buy and hold.', percent(report)),
    family(
      'backtest_denials_total',
      'Entries that risk denied, by rule.',
      denials.map(({ code, count }) => `backtest_denials_total{code="${label(code)}"} ${count}`),
    ),
  ].join('');
}

function ofMetric(prefix: string, { name, unit, definition }: ReportMetric, value: number | null): string {
  const [suffix, factor] = UNITS[unit];
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return single(`${prefix}_${snake}${suffix}`, definition, value === null ? null : value * factor);
}

function single(name: string, help: string, value: number | null): string {
  return family(name, help, value === null ? [] : [`${name} ${value}`]);
}

/** A run's totals never grow while it is looked at: everything is a gauge. */
function family(name: string, help: string, samples: readonly string[]): string {
  if (samples.length === 0) return '';
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', ' ')}\n# TYPE ${name} gauge\n${samples.join('\n')}\n`;
}

function label(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function seconds(timeMs: number | null): number | null {
  return timeMs === null ? null : timeMs / 1000;
}

function percent({ comparison }: BacktestReport): number | null {
  return comparison.excessReturn === null ? null : comparison.excessReturn * 100;
}
