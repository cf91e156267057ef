import type { Quarantine } from '../writer/quarantine.ts';
import { Engine, type EngineObserver, type EngineSettings } from '../../core/engine/index.ts';
import { type SimulatedVenue, type SimulationSettings, createSimulatedVenue } from '../../core/simulation/index.ts';
import type { Command, Decimal, Instrument, Notify, RunStarted } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { CandleDriver, type ToldInterval } from './candle-driver.ts';
import { Dispatcher } from '../writer/dispatcher.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';
import { Inbox } from '../writer/inbox.ts';
import { createLastLook } from '../writer/last-look.ts';
import type { Run } from '../writer/run.ts';
import { type FlushGuard, Writer, type WriterTiming } from '../writer/writer.ts';
import { SimulatedOrderEntry } from './simulated-order-entry.ts';

export interface SimulatedRunOptions {
  readonly settings: EngineSettings;
  readonly simulation: SimulationSettings;
  readonly instruments: readonly Instrument[];
  /** What the venue holds: the starting balances, or those of a restored run. */
  readonly balances: Readonly<Record<string, Decimal>>;
  readonly observer?: EngineObserver;
  /** An engine that has replayed its journal; a fresh one by default. */
  readonly engine?: Engine;
  readonly journal?: Journal;
  /** Where reports arrive; the run's own by default. */
  readonly inbox?: Inbox;
  readonly cursor?: EntryCursor;
  readonly onApplied?: (sequence: number) => void;
  readonly keepsFacts?: boolean;
  readonly quarantine?: Quarantine;
  readonly guardFlush?: FlushGuard;
  readonly timing?: WriterTiming;
  readonly onInterval?: (interval: ToldInterval) => void;
  readonly onNotice?: (notice: Notify) => void;
  readonly onCommand?: (command: Command) => void;
}

/** Engine, writer and simulated venue, wired: a backtest and a paper run share all of it. */
export interface SimulatedRun extends Run {
  readonly venue: SimulatedVenue;
  readonly driver: CandleDriver;
}

export function createSimulatedRun(options: SimulatedRunOptions): SimulatedRun {
  const { settings, instruments, journal, onInterval, onNotice, onCommand } = options;
  const engine = options.engine ?? new Engine(settings, options.observer);
  const inbox = options.inbox ?? new Inbox();
  const venue = createSimulatedVenue({
    instruments,
    balances: options.balances,
    settings: options.simulation,
    intervalMs: settings.intervalMs,
    report: inbox.push,
  });
  const dispatcher = new Dispatcher({
    orderEntry: new SimulatedOrderEntry(venue, inbox.push),
    report: inbox.push,
    lastLook: createLastLook(() => engine.view),
    ...(onNotice ? { onNotice } : {}),
    ...(onCommand ? { onCommand } : {}),
  });
  const writer = new Writer({
    engine,
    dispatcher,
    inbox,
    ...(journal ? { journal } : {}),
    ...(options.cursor ? { cursor: options.cursor } : {}),
    ...(options.onApplied ? { onApplied: options.onApplied } : {}),
    ...(options.keepsFacts ? { keepsFacts: true } : {}),
    ...(options.quarantine ? { quarantine: options.quarantine } : {}),
    ...(options.guardFlush ? { guardFlush: options.guardFlush } : {}),
    ...(options.timing ? { timing: options.timing } : {}),
  });
  const driver = new CandleDriver({
    writer,
    venue,
    instruments: instruments.length,
    intervalMs: settings.intervalMs,
    ...(onInterval ? { onInterval } : {}),
  });
  return { engine, writer, venue, driver };
}

export interface RunIdentity {
  readonly mode: string;
  readonly commit: string;
  readonly version?: string;
  readonly configHash: string;
  readonly seed: number;
  readonly runId: string;
}

/** The first entry of a journal. */
export function runStarted(
  identity: RunIdentity,
  instruments: readonly Instrument[],
  balances: Readonly<Record<string, Decimal>>,
): RunStarted {
  return { type: 'runStarted', ...identity, modelHash: null, instruments, balances };
}
