import { type CandleColumns, type Result, err, ok } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { type BacktestRun, runBacktestAsync } from '../../research/backtest/index.ts';
import { createFileFeed } from '../../runtime/feeds/index.ts';
import { type Settings, toCoreSettings } from '../settings/index.ts';
import { loadCandleFiles } from '../parts/candle-files.ts';
import { composeEngineSettings } from '../parts/engine-settings.ts';
import { simulatedIdentity } from '../parts/identity.ts';
import { composeInstruments, startingBalances } from '../parts/instruments.ts';
import { composeLanes } from '../parts/lanes.ts';

export interface BacktestRequest {
  readonly settings: Settings;
  /** One candle file per symbol, in the order of SYMBOLS. */
  readonly files: readonly string[];
  /** Candles at the beginning that only warm indicators up. */
  readonly warmUpCandles: number;
  /** Also records the run, so that it can be replayed. */
  readonly journal?: Journal;
  readonly onProgress?: (stage: 'load' | 'run', share: number) => void;
}

export interface ComposedBacktest extends BacktestRun {
  /** The candles it was told, for buy and hold. */
  readonly told: readonly { readonly symbol: string; readonly columns: CandleColumns }[];
}

/** A backtest from settings and files: the engine and venue of paper trading, told at full speed. */
export async function composeBacktest(request: BacktestRequest): Promise<Result<ComposedBacktest, readonly string[]>> {
  const { settings, onProgress, warmUpCandles } = request;
  const core = toCoreSettings(settings);
  const lanes = await composeLanes(settings);
  const instruments = composeInstruments(settings.mode.symbols, core.simulatedFeeRatio);
  const files = await loadCandleFiles(request.files, settings, (_path, share) => onProgress?.('load', share));
  const problems = [
    ...(lanes.ok ? [] : lanes.error),
    ...(instruments.ok ? [] : [instruments.error]),
    ...(files.ok ? [] : files.error),
  ];
  if (!lanes.ok || !instruments.ok || !files.ok) return err(problems);
  const engineSettings = composeEngineSettings(settings, lanes.value);
  const candles = files.value.reduce((sum, file) => sum + file.columns.length, 0);
  const { intervalMs } = engineSettings;
  const told = files.value.map(({ instrument, columns }) => ({
    symbol: settings.mode.symbols[instrument] ?? '',
    columns,
  }));
  return ok({
    told,
    ...(await runBacktestAsync({
      identity: simulatedIdentity(settings, 'simulated', 1),
      settings: engineSettings,
      simulation: core.simulation,
      instruments: instruments.value,
      balances: startingBalances(instruments.value, core.initialCapital),
      feed: createFileFeed({ files: files.value, intervalMs, warmUpCandles, speed: Number.POSITIVE_INFINITY }),
      expectedCandles: candles,
      ...(request.journal ? { journal: request.journal } : {}),
      onProgress: (items) => onProgress?.('run', Math.min(1, items / candles)),
    })),
  });
}
