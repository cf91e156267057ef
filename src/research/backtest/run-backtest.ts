import type { Engine, EngineSettings } from '../../core/engine/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import type { Decimal, Instrument } from '../../domain/index.ts';
import type { Journal, MarketFeed } from '../../ports/index.ts';
import { type RunIdentity, createSimulatedRun, pumpFeed, runStarted } from '../../runtime/index.ts';
import { EquityCurve } from './equity-curve.ts';
import { RunRecorder } from './recorder.ts';

export interface BacktestOptions {
  readonly identity: RunIdentity;
  readonly settings: EngineSettings;
  readonly simulation: SimulationSettings;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  /** At full speed: every item is due at once. */
  readonly feed: MarketFeed;
  /** A file on request; by default nothing is written. */
  readonly journal?: Journal;
  readonly expectedCandles?: number;
  readonly onProgress?: (items: number) => void;
}

export interface BacktestRun {
  readonly engine: Engine;
  readonly recorder: RunRecorder;
  readonly curve: EquityCurve;
  readonly candles: number;
}

const CHUNK = 65_536;

/** Plays a feed through the engine and the simulated venue as fast as it goes; the same path as paper trading. */
export function runBacktest(options: BacktestOptions): BacktestRun {
  const { feed, identity, instruments, balances, onProgress } = options;
  const curve = new EquityCurve(options.expectedCandles);
  const recorder = new RunRecorder(() => run.session.timeMs);
  const run = createSimulatedRun({
    settings: options.settings,
    simulation: options.simulation,
    instruments,
    balances,
    observer: recorder,
    ...(options.journal ? { journal: options.journal } : {}),
    onInterval: (closeTimeMs) => curve.push(closeTimeMs, run.engine.view.portfolio.equity),
  });
  const firstMs = feed.startMs ?? 0;
  run.session.handle(runStarted(identity, instruments, balances), firstMs);
  let candles = 0;
  for (let taken = CHUNK; taken === CHUNK; ) {
    taken = pumpFeed(feed, run.driver, Number.POSITIVE_INFINITY, CHUNK);
    candles += taken;
    onProgress?.(candles);
  }
  run.session.commit();
  return { engine: run.engine, recorder, curve, candles };
}
