import { type BuyAndHold, buyAndHold } from '../../core/performance/index.ts';
import { type CandleColumns, toSignal } from '../../domain/index.ts';
import type { BacktestRun } from '../backtest/index.ts';

/** The candles that a run was fed with. */
export interface ReportMarket {
  readonly symbol: string;
  readonly columns: CandleColumns;
}

/** Buy and hold of the run's markets at equal parts and taker fees, on the times of its equity curve. */
export function benchmarkOf(run: BacktestRun, markets: readonly ReportMarket[]): BuyAndHold {
  const { settings, quote, markets: traded, run: started } = run.engine.view;
  return buyAndHold({
    timeMs: run.curve.timeMs,
    intervalMs: settings.intervalMs,
    startEquity: run.curve.equity[0] ?? toSignal(started.balances[quote] ?? 0n),
    markets: markets.map(({ symbol, columns }) => {
      const instrument = traded.find((market) => market.instrument.symbol === symbol)?.instrument;
      return { columns, feeRatio: instrument ? toSignal(instrument.takerFeeRate) : 0 };
    }),
  });
}
