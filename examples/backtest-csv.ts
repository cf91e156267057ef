/**
 * A backtest as a program: what `cab backtest` does, for who wants to do more with the result.
 *
 *   node examples/backtest-csv.ts data/btc_1h.csv ./examples/own-strategy.ts
 */
import { toSignal } from '../src/domain/index.ts';
import { composeBacktest } from '../src/main/backtest/compose-backtest.ts';
import { formatProblem, loadSettings } from '../src/main/settings/index.ts';

const [file = 'data/btc_1h.csv', strategy = './examples/own-strategy.ts', dataDirectory = 'data'] =
  process.argv.slice(2);

const settings = loadSettings({
  overrides: {
    MODE: 'backtest',
    SYMBOLS: 'BTC/USDT',
    TIMEFRAME: '1h',
    STRATEGY: strategy,
    FEE_PCT: '0.05%',
    SLIPPAGE_BPS: '2',
    INITIAL_CAPITAL: '10000',
    POSITION_SIZE_MODE: 'equity',
    POSITION_SIZE_PCT: '10%',
    DATA_DIR: dataDirectory,
  },
});
if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('\n'));

const result = await composeBacktest({ settings: settings.value, files: [file], warmUpCandles: 300 });
if (!result.ok) throw new Error(result.error.join('\n'));

const { recorder, engine, candles } = result.value;
for (const { trip, entryReason, exitReason } of recorder.trips.slice(0, 5)) {
  const entered = new Date(trip.entryTimeMs).toISOString().slice(0, 16);
  print(`${entered} ${entryReason} → ${exitReason}: ${toSignal(trip.netPnl).toFixed(2)} USDT`);
}
print(
  `${candles} candles, ${recorder.trips.length} round trips, equity ${engine.view.portfolio.equity.toFixed(2)} USDT`,
);
for (const [code, count] of recorder.denials) print(`${count} entries denied: ${code}`);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
