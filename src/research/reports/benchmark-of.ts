import { type BuyAndHold, buyAndHold } from '../../core/performance/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import { type CandleColumns, toSignal } from '../../domain/index.ts';
import type { BacktestRun } from '../backtest/index.ts';
import { holdMarket } from './hold-market.ts';

/** The candles that a run was fed with. */
export interface ReportMarket {
  readonly symbol: string;
  readonly columns: CandleColumns;
}

/**
 * Buy and hold of the run's markets at equal parts, on the times of its equity curve: bought when an order of the first
 * tradable close would fill, at the costs and rules of the strategy's own orders.
 */
export function benchmarkOf(
  run: BacktestRun,
  markets: readonly ReportMarket[],
  simulation: SimulationSettings,
): BuyAndHold {
  const { settings, quote, markets: traded, run: started } = run.engine.view;
  const { timeMs } = run.curve;
  const { intervalMs } = settings;
  const startEquity = run.curve.equity[0] ?? toSignal(started.balances[quote] ?? 0n);
  const period = { intervalMs, firstCloseMs: timeMs[0] ?? 0, lastCloseMs: timeMs.at(-1) ?? 0 };
  const budget = startEquity / Math.max(1, markets.length);
  return buyAndHold({
    timeMs,
    intervalMs,
    startEquity,
    markets: markets.map(({ symbol, columns }) => {
      const instrument = traded.find((market) => market.instrument.symbol === symbol)?.instrument;
      const holding = instrument && holdMarket({ instrument, columns, simulation, budget, ...period });
      return { columns, holding };
    }),
  });
}
