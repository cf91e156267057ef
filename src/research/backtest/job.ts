/** A backtest as plain data: it can be sent to a thread, put on a queue, or kept beside its result. */
import type { EngineSettings, LaneSpec } from '../../core/engine/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import type { StrategyDefinition } from '../../core/strategies/api/index.ts';
import { type CandleColumns, type Decimal, type Instrument, assert } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { createFileFeed } from '../../runtime/feeds/index.ts';
import type { RunIdentity } from '../../runtime/index.ts';
import { type BacktestRun, runBacktestAsync } from './run-backtest.ts';

/** A lane whose strategy is named instead of being there. */
export interface LaneJob extends Omit<LaneSpec, 'strategy' | 'model'> {
  /** Name of a built-in strategy, or path of a file. */
  readonly strategy: string;
}

/** Everything that decides what comes out. Numbers, texts, lists and exact decimals; nothing that runs. */
export interface BacktestJob {
  readonly identity: RunIdentity;
  readonly settings: Omit<EngineSettings, 'lanes'>;
  readonly lanes: readonly LaneJob[];
  readonly simulation: SimulationSettings;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  /** What the candles of each instrument are called, in the order of `instruments`; a path, or any other name. */
  readonly candles: readonly string[];
  /** Candles at the beginning that only warm indicators up. */
  readonly warmUpCandles: number;
}

/** What the names in a job stand for, where it is run. */
export interface JobResources {
  readonly strategies: ReadonlyMap<string, StrategyDefinition>;
  readonly columns: ReadonlyMap<string, CandleColumns>;
  readonly journal?: Journal;
  readonly onProgress?: (candles: number, ofCandles: number) => void;
}

/** The lanes of a job, with the strategies that their names stand for. */
export function lanesOf(
  lanes: readonly LaneJob[],
  strategies: ReadonlyMap<string, StrategyDefinition>,
): readonly LaneSpec[] {
  return lanes.map(({ strategy, ...lane }) => ({ ...lane, strategy: named(strategies, strategy, 'strategy') }));
}

/** @throws AssertionFailure when a name of the job stands for nothing here, StrategySetupError as the engine does. */
export function runBacktestJob(job: BacktestJob, resources: JobResources): Promise<BacktestRun> {
  const { identity, simulation, instruments, balances, warmUpCandles } = job;
  const { journal, onProgress } = resources;
  const settings = { ...job.settings, lanes: lanesOf(job.lanes, resources.strategies) };
  const files = job.candles.map((name, place) => ({
    instrument: instruments[place]?.id ?? place,
    columns: named(resources.columns, name, 'candles'),
  }));
  const expectedCandles = files.reduce((sum, { columns }) => sum + columns.length, 0);
  const { intervalMs } = settings;
  return runBacktestAsync({
    identity,
    settings,
    simulation,
    instruments,
    balances,
    feed: createFileFeed({ files, intervalMs, warmUpCandles, speed: Number.POSITIVE_INFINITY }),
    expectedCandles,
    ...(journal ? { journal } : {}),
    ...(onProgress ? { onProgress: (candles) => onProgress(candles, expectedCandles) } : {}),
  });
}

function named<T>(known: ReadonlyMap<string, T>, name: string, what: string): T {
  const found = known.get(name);
  assert(found !== undefined, () => `${what} ${name} must be there, there are ${[...known.keys()].join(', ')}`);
  return found;
}
