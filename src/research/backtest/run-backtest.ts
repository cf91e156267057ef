import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import type { Decimal, Instrument } from '../../domain/index.ts';
import type { Journal, LocalJournal, MarketFeed } from '../../ports/index.ts';
import {
  type Budget,
  FeedSource,
  type RunIdentity,
  type Writer,
  createEntryCursor,
  createSimulatedRun,
  runStarted,
} from '../../runtime/index.ts';
import { EquityCurve } from './equity-curve.ts';
import { RunRecorder } from './recorder.ts';

export interface BacktestOptions<AnyJournal extends Journal = Journal> {
  readonly identity: RunIdentity;
  readonly settings: EngineSettings;
  readonly simulation: SimulationSettings;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  /** At full speed: every item is due at once. */
  readonly feed: MarketFeed;
  /** A file on request; by default nothing is written. */
  readonly journal?: AnyJournal;
  readonly expectedCandles?: number;
  readonly onProgress?: (items: number) => void;
}

export interface BacktestRun {
  readonly engine: Engine;
  readonly recorder: RunRecorder;
  readonly curve: EquityCurve;
  readonly candles: number;
}

const CHUNK: Budget = { isSpent: (items) => items >= 65_536 };

/** Plays a feed through the engine and the simulated venue as fast as it goes; the same path as paper trading. */
export function runBacktest(options: BacktestOptions<LocalJournal>): BacktestRun {
  const backtest = new Backtest(options);
  while (backtest.advance()) {
    // A journal within the process has always answered.
  }
  return backtest.result();
}

/** The same with any journal: waits wherever an order waits for it to be durable. */
export async function runBacktestAsync(options: BacktestOptions): Promise<BacktestRun> {
  const backtest = new Backtest(options);
  const { writer } = backtest;
  while (backtest.advance()) if (writer.isWaiting) await writer.settled();
  await writer.settled();
  return backtest.result();
}

class Backtest {
  readonly writer: Writer;
  readonly #engine: Engine;
  readonly #recorder: RunRecorder;
  readonly #curve: EquityCurve;
  readonly #source: FeedSource;
  readonly #onProgress: ((items: number) => void) | undefined;
  #candles = 0;

  constructor(options: BacktestOptions) {
    const { feed, identity, instruments, balances, onProgress, expectedCandles, journal } = options;
    const cursor = createEntryCursor();
    const curve = new EquityCurve(expectedCandles);
    this.#recorder = new RunRecorder(() => cursor.timeMs);
    const engine = new Engine(options.settings, this.#recorder);
    const { writer, driver } = createSimulatedRun({
      settings: options.settings,
      simulation: options.simulation,
      instruments,
      balances,
      engine,
      cursor,
      ...(journal ? { journal } : {}),
      onInterval: ({ closeTimeMs }) => curve.push(closeTimeMs, engine.view.portfolio.equity),
    });
    this.writer = writer;
    this.#engine = engine;
    this.#curve = curve;
    this.#source = new FeedSource(feed, driver);
    this.#onProgress = onProgress;
    writer.handle(runStarted(identity, instruments, balances), feed.startMs ?? 0);
  }

  /** Plays on, a chunk or until an order waits; `false` once everything is told. */
  advance(): boolean {
    this.#candles += this.#source.pump(Number.POSITIVE_INFINITY, CHUNK);
    this.#onProgress?.(this.#candles);
    if (this.#source.waitMs(Number.POSITIVE_INFINITY) !== undefined) return true;
    this.writer.flush();
    return false;
  }

  result(): BacktestRun {
    return { engine: this.#engine, recorder: this.#recorder, curve: this.#curve, candles: this.#candles };
  }
}
