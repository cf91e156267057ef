/**
 * An exchange and a storage that outlive the process, and a process that dies wherever the schedule says: engine,
 * writer, dispatcher and everything reported but not yet journaled go with it. The next one recovers as `cab run` does
 * and takes over in the middle of the candle at hand.
 */
import { Engine, type EngineSettings } from '../../src/core/engine/index.ts';
import { type SimulatedVenue, createSimulatedVenue } from '../../src/core/simulation/index.ts';
import type { CandleClosed, EngineEvent } from '../../src/domain/index.ts';
import type { LocalJournal, OrderEntry, ReportEvent } from '../../src/ports/index.ts';
import {
  CandleDriver,
  Checkpointer,
  Dispatcher,
  createLastLook,
  type EventWriter,
  Writer,
  type WriterOptions,
  SimulatedOrderEntry,
  createEntryCursor,
  runStarted,
} from '../../src/runtime/index.ts';
import { START_MS } from '../support/build.ts';
import { type CrashPoint, CrashSchedule, CrashSignal } from './crash-schedule.ts';
import { type DurableStorage, MemoryStorage, withCrashPoints } from './durable-storage.ts';
import { ExchangeTape } from './exchange-tape.ts';
import type { Scenario } from './scenario.ts';
import { TapedOrderEntry, withCommandCrashPoints } from './seam-order-entry.ts';
import { recoverAtOnce } from '../support/at-once.ts';

interface Process {
  readonly engine: Engine;
  readonly writer: Writer;
  readonly journal: LocalJournal;
  readonly checkpointer: Checkpointer;
}

/** So often that most restarts begin at one; at the end of an interval, so that no point before it is moved. */
const CHECKPOINT_INTERVALS = 50;

/** What a planted bug can see. */
export interface BrokenProcess {
  readonly engine: Engine;
  readonly report: ReportEvent;
  /** Whether the process is still carrying out the answer to its `runResumed`. */
  readonly isResuming: () => boolean;
}

/** Where a planted bug is put in. */
export interface Breakage {
  readonly orderEntry?: (inner: OrderEntry, process: BrokenProcess) => OrderEntry;
  readonly journal?: (inner: LocalJournal) => LocalJournal;
  readonly guardFlush?: WriterOptions['guardFlush'];
  /** Called when a round is over, before its flush. */
  readonly onRound?: (journal: LocalJournal) => void;
}

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly crashAt?: readonly CrashPoint[];
  readonly storage?: DurableStorage;
  /** Versions of the program, by turns: each process is one of the next. The scenario's by default. */
  readonly builds?: readonly EngineSettings[];
  readonly breakage?: Breakage;
  /** Whether what is handled becomes durable with each batch of news or, for a slower disk, once per interval. */
  readonly commits?: 'round' | 'interval';
  /** After every interval and every restart, once everything reported is handled. */
  readonly onQuiet?: (world: World) => void;
}

const MOST_RESTARTS = 40;

export class World implements EventWriter {
  readonly scenario: Scenario;
  readonly schedule: CrashSchedule;
  readonly tape: ExchangeTape;
  readonly venue: SimulatedVenue;
  readonly storage: DurableStorage;
  readonly #builds: readonly EngineSettings[];
  #processes = 0;
  readonly #breakage: Breakage;
  readonly #commits: 'round' | 'interval';
  readonly #onQuiet: ((world: World) => void) | undefined;
  #process: Process | undefined;
  /** Candles of the interval at hand: told again when they were not durable. */
  readonly #told: CandleClosed[] = [];
  /** Its journal answers at once. */
  readonly isWaiting = false;

  constructor(options: WorldOptions) {
    const { scenario, crashAt = [] } = options;
    this.scenario = scenario;
    this.schedule = new CrashSchedule(crashAt);
    this.storage = options.storage ?? new MemoryStorage();
    this.#builds = options.builds ?? [scenario.settings];
    this.#breakage = options.breakage ?? {};
    this.#commits = options.commits ?? 'round';
    this.#onQuiet = options.onQuiet;
    this.tape = new ExchangeTape((instrument) => scenario.instruments[instrument]?.base);
    this.venue = createSimulatedVenue({
      instruments: scenario.instruments,
      balances: scenario.balances,
      settings: scenario.simulation,
      intervalMs: scenario.settings.intervalMs,
      report: (event) => {
        this.tape.report(event);
        this.#process?.writer.report(event);
      },
    });
  }

  get engine(): Engine {
    if (!this.#process) throw new Error('no process is running');
    return this.#process.engine;
  }

  /** Takes the whole scenario through; every other interval the open is told when it happens. */
  run(): void {
    this.#survive(START_MS, () => this.#ensureProcess(START_MS));
    const { candles, instruments, settings } = this.scenario;
    const driver = new CandleDriver({
      writer: this,
      venue: this.venue,
      instruments: instruments.length,
      intervalMs: settings.intervalMs,
    });
    const count = candles[0]?.length ?? 0;
    for (let at = 0; at < count; at += 1) {
      this.#told.length = 0;
      this.schedule.beginInterval();
      for (const { id } of instruments) {
        const candle = candles[id]?.[at];
        if (candle && at % 2 === 1) driver.open(id, candle);
      }
      for (const { id } of instruments) {
        const candle = candles[id]?.[at];
        if (candle) driver.close(id, candle);
      }
      driver.flush();
      this.#endInterval();
      this.#onQuiet?.(this);
    }
  }

  get hasQueued(): boolean {
    return this.#process?.writer.hasQueued ?? false;
  }

  get isQuiet(): boolean {
    return !this.hasQueued && !this.isWaiting;
  }

  handle(event: EngineEvent, timeMs: number): void {
    if (event.type === 'candleClosed') this.#told.push({ ...event });
    this.#survive(timeMs, ({ writer }) => {
      writer.handle(event, timeMs);
      this.#endRound(timeMs);
    });
  }

  handleCandle(candle: CandleClosed, intervalMs: number): void {
    this.handle(candle, candle.openTimeMs + intervalMs);
  }

  drain(timeMs: number): void {
    this.#survive(timeMs, () => this.#endRound(timeMs));
  }

  /** What `RunLoop` does after each batch of news. */
  #endRound(timeMs: number): void {
    const { writer, journal } = this.#process as Process;
    writer.drain(timeMs);
    this.#breakage.onRound?.(journal);
    if (this.#commits === 'round') writer.flush();
  }

  #endInterval(): void {
    const { settings } = this.scenario;
    const openTimeMs = this.#told.at(-1)?.openTimeMs;
    if (openTimeMs === undefined) return;
    const interval = Math.round((openTimeMs - START_MS) / settings.intervalMs);
    if (interval % CHECKPOINT_INTERVALS === CHECKPOINT_INTERVALS - 1) {
      this.#survive(openTimeMs + settings.intervalMs, ({ writer, checkpointer }) => {
        if (!writer.isWaiting) checkpointer.make();
      });
    }
    if (this.#commits === 'round') return;
    this.#survive(openTimeMs + settings.intervalMs, ({ writer }) => writer.flush());
  }

  /** Does the work; when the process dies over it, a new one takes over and is told what the old one had not kept. */
  #survive(timeMs: number, work: (process: Process) => void): void {
    try {
      work(this.#ensureProcess(timeMs));
      return;
    } catch (error) {
      this.#bury(error);
    }
    for (let restarts = 0; ; restarts += 1) {
      if (restarts > MOST_RESTARTS) throw new Error(`no start came through in ${MOST_RESTARTS} attempts`);
      try {
        this.#ensureProcess(timeMs);
        this.#catchUp(timeMs);
        this.#onQuiet?.(this);
        return;
      } catch (error) {
        this.#bury(error);
      }
    }
  }

  #bury(error: unknown): void {
    if (!(error instanceof CrashSignal)) throw error;
    this.#process = undefined;
    this.storage.crash();
  }

  #catchUp(timeMs: number): void {
    const { writer, engine } = this.#process as Process;
    for (const candle of this.#told) {
      const known = engine.view.markets[candle.instrument]?.lastOpenTimeMs ?? Number.NaN;
      if (known >= candle.openTimeMs) continue;
      writer.handle(candle, timeMs);
      this.#endRound(timeMs);
    }
  }

  #ensureProcess(timeMs: number): Process {
    if (this.#process) return this.#process;
    const { scenario } = this;
    const stored = withCrashPoints(this.storage.open(), this.schedule);
    const journal = this.#breakage.journal?.(stored) ?? stored;
    const settings = this.#builds[this.#processes % this.#builds.length] as EngineSettings;
    this.#processes += 1;
    const createEngine = (): Engine => new Engine(settings);
    const isFresh = journal.head === 0;
    const cursor = createEntryCursor();
    const engine = isFresh ? createEngine() : recoverAtOnce({ journal, createEngine, cursor });
    const report: ReportEvent = (event) => writer.report(event);
    const door = new TapedOrderEntry(new SimulatedOrderEntry(this.venue, report), this.tape);
    let isResuming = !isFresh;
    const broken = this.#breakage.orderEntry?.(door, { engine, report, isResuming: () => isResuming }) ?? door;
    const dispatcher = new Dispatcher({
      orderEntry: withCommandCrashPoints(broken, this.schedule),
      report,
      lastLook: createLastLook(() => engine.view),
    });
    const { guardFlush } = this.#breakage;
    const writer: Writer = new Writer({
      engine,
      journal,
      dispatcher,
      cursor,
      keepsFacts: true,
      ...(guardFlush ? { guardFlush } : {}),
    });
    const checkpointer = new Checkpointer({
      engine,
      writer,
      createEngine,
      monotonicMs: () => 0,
      onFailed: (cause) => {
        throw new Error(cause);
      },
    });
    this.#process = { engine, writer, journal, checkpointer };
    if (isFresh) {
      const identity = {
        mode: 'crash',
        commit: 'test',
        configHash: 'test',
        seed: 1,
        runId: 'c0',
      };
      writer.handle(runStarted(identity, scenario.instruments, scenario.balances), START_MS);
    } else {
      writer.handle({ type: 'runResumed', commit: 'test', reason: 'process started' }, timeMs);
      isResuming = false;
    }
    this.#endRound(timeMs);
    // However rarely a run commits, its start does.
    writer.flush();
    return this.#process;
  }
}
