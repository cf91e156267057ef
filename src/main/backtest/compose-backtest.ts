import { type CandleColumns, type Instrument, type Result, err, ok } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { type BacktestJob, type BacktestRun, type LaneJob, runBacktestJob } from '../../research/backtest/index.ts';
import { type Settings, toCoreSettings } from '../settings/index.ts';
import { type LoadedFile, loadCandleFiles } from '../parts/candle-files.ts';
import { settingsWithoutLanes } from '../parts/engine-settings.ts';
import { simulatedIdentity } from '../parts/identity.ts';
import { composeInstruments, startingBalances } from '../parts/instruments.ts';
import { nameLanes } from '../parts/lanes/lanes.ts';

export interface BacktestRequest {
  readonly settings: Settings;
  /** One candle file per symbol: by the symbol in its name, else in the order of SYMBOLS. */
  readonly files: readonly string[];
  /** Candles at the beginning that only warm indicators up. */
  readonly warmUpCandles: number;
  /** Also records the run, so that it can be replayed. */
  readonly journal?: Journal;
  readonly onProgress?: (stage: 'load' | 'run', share: number) => void;
}

export interface ComposedBacktest extends BacktestRun {
  /** Where the rules of each symbol come from, for people. */
  readonly instrumentSources: Readonly<Record<string, string>>;
  /** The candles it was told, for buy and hold. */
  readonly told: readonly { readonly symbol: string; readonly path: string; readonly columns: CandleColumns }[];
}

/** A backtest from settings and files: the engine and venue of paper trading, told at full speed. */
export async function composeBacktest(request: BacktestRequest): Promise<Result<ComposedBacktest, readonly string[]>> {
  const { settings, onProgress, journal } = request;
  const lanes = await nameLanes(settings);
  const files = await loadCandleFiles(request.files, settings, (_path, share) => onProgress?.('load', share));
  const composed = await composeInstruments(settings, files.ok ? files.value : []);
  const problems = [
    ...(lanes.ok ? [] : lanes.error),
    ...(composed.ok ? [] : composed.error),
    ...(files.ok ? [] : files.error),
  ];
  if (!lanes.ok || !composed.ok || !files.ok) return err(problems);
  const { symbols } = settings.mode;
  const job = jobOf(request, files.value, lanes.value.lanes, composed.value.instruments);
  const columns = new Map(files.value.map(({ path, columns: loaded }) => [path, loaded]));
  const run = await runBacktestJob(job, {
    strategies: lanes.value.strategies,
    columns,
    ...(journal ? { journal } : {}),
    onProgress: (candles, ofCandles) => onProgress?.('run', Math.min(1, candles / ofCandles)),
  });
  return ok({
    ...run,
    instrumentSources: composed.value.sources,
    told: files.value.map(({ instrument, path, columns: loaded }) => ({
      symbol: symbols[instrument] ?? '',
      path,
      columns: loaded,
    })),
  });
}

/** What the settings ask for, as plain data. */
function jobOf(
  { settings, warmUpCandles }: BacktestRequest,
  files: readonly LoadedFile[],
  lanes: readonly LaneJob[],
  instruments: readonly Instrument[],
): BacktestJob {
  const { initialCapital, simulation } = toCoreSettings(settings);
  return {
    identity: simulatedIdentity(settings, 'simulated', 1),
    settings: settingsWithoutLanes(settings),
    lanes,
    simulation,
    instruments,
    balances: startingBalances(instruments, initialCapital),
    candles: files.map(({ path }) => path),
    warmUpCandles,
  };
}
