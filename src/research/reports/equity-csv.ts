import type { SimulationSettings } from '../../core/simulation/index.ts';
import type { BacktestRun } from '../backtest/index.ts';
import { type ReportMarket, benchmarkOf } from './benchmark-of.ts';
import { csvLine } from './csv.ts';

const LINES_PER_CHUNK = 4096;

/** The whole equity curve, one line per candle close, with buy and hold beside it; in pieces, for files of any size. */
export function* equityCsv(
  run: BacktestRun,
  markets: readonly ReportMarket[],
  simulation: SimulationSettings,
): Generator<string> {
  const { timeMs, equity } = run.curve;
  const { equity: held } = benchmarkOf(run, markets, simulation);
  let chunk = csvLine(['time', 'equity', 'drawdown_pct', 'buy_and_hold']);
  let peak = 0;
  for (let i = 0; i < timeMs.length; i += 1) {
    const value = equity[i] as number;
    if (value > peak) peak = value;
    const drawdown = peak > 0 ? 100 * (1 - value / peak) : 0;
    const time = new Date(timeMs[i] as number).toISOString();
    chunk += `${time},${value.toFixed(8)},${drawdown.toFixed(6)},${(held[i] as number).toFixed(8)}\n`;
    if (i % LINES_PER_CHUNK !== 0) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
