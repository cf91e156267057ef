/** What the tests of this folder share: a run with a journal, started, stopped anywhere, and started again. */
import { MemoryJournal } from '../adapters/storage/index.ts';
import { Engine, type EngineObserver, type EngineSettings } from '../core/engine/index.ts';
import type { SimulationSettings } from '../core/simulation/index.ts';
import { type Candle, type Command, type Instrument, decimal, formatDecimal } from '../domain/index.ts';
import type { SettingsChanged } from '../domain/events/events.ts';
import type { LocalJournal, MarketFeed } from '../ports/index.ts';
import { NO_FRICTION, START_MS, anInstrument } from '../../test/support/build.ts';
import { type EntryCursor, createEntryCursor } from './writer/entry-cursor.ts';
import { restoreVenue } from './simulated/restore-venue.ts';
import {
  type SimulatedRun,
  type SimulatedRunOptions,
  createSimulatedRun,
  runStarted,
} from './simulated/simulated-run.ts';
import { entriesOf, recoverAtOnce } from '../../test/support/at-once.ts';

const BALANCES = { USDT: decimal('10000') };

export interface JournaledRun extends SimulatedRun {
  readonly journal: LocalJournal;
  readonly commands: Command[];
  readonly cursor: EntryCursor;
  play(candles: readonly Candle[], instrument?: number): void;
  /** `clientOrderId quantity price` of every fill in the journal; a repeated trade id counts once. */
  fills(): string[];
}

export interface JournaledOptions
  extends Partial<
    Pick<SimulatedRunOptions, 'onApplied' | 'guardFlush' | 'timing' | 'onInterval' | 'inbox' | 'quarantine'>
  > {
  readonly journal?: LocalJournal;
  readonly instruments?: readonly Instrument[];
  readonly simulation?: Partial<SimulationSettings>;
  readonly observer?: EngineObserver;
  readonly cursor?: EntryCursor;
  /** What a restart brings with it. */
  readonly changed?: SettingsChanged;
}

/** Begins a run; its first entry is applied. */
export function startRun(settings: EngineSettings, options: JournaledOptions = {}): JournaledRun {
  const parts = partsOf(options);
  const run = assemble(settings, options, { ...parts, engine: new Engine(settings, options.observer) });
  const identity = {
    mode: 'test',
    commit: 'test',
    configHash: 'test',
    seed: 1,
    runId: 'c0',
  };
  run.writer.handle(runStarted(identity, parts.instruments, BALANCES), START_MS);
  return run;
}

/** Starts again on what the journal holds, as the program does. */
export function restartRun(
  settings: EngineSettings,
  options: JournaledOptions & { journal: LocalJournal },
): JournaledRun {
  const parts = partsOf(options);
  const { journal, cursor } = parts;
  const createEngine = (): Engine => new Engine(settings, options.observer);
  const engine = recoverAtOnce({ journal, createEngine, cursor, onApplied: (at) => options.onApplied?.(at) });
  const run = assemble(settings, options, { ...parts, engine, balances: engine.view.ledger.balances() });
  restoreVenue(run.venue, engine);
  if (options.changed) run.writer.handle(options.changed, engine.view.nowMs);
  const archived = journal.archived > 0 ? { archivedSequence: journal.archived } : {};
  run.writer.handle({ type: 'runResumed', commit: 'test', reason: 'test', ...archived }, engine.view.nowMs);
  run.writer.drain(engine.view.nowMs);
  return run;
}

function partsOf({ journal, cursor, instruments }: JournaledOptions) {
  return {
    journal: journal ?? new MemoryJournal(),
    cursor: cursor ?? createEntryCursor(),
    instruments: instruments ?? [anInstrument()],
  };
}

type Parts = ReturnType<typeof partsOf> & { readonly engine: Engine } & Partial<Pick<SimulatedRunOptions, 'balances'>>;

function assemble(settings: EngineSettings, options: JournaledOptions, parts: Parts): JournaledRun {
  const { journal, cursor } = parts;
  const { observer: _told, changed: _changed, simulation, ...passed } = options;
  const commands: Command[] = [];
  const run = createSimulatedRun({
    settings,
    ...passed,
    balances: BALANCES,
    keepsFacts: true,
    ...parts,
    simulation: { ...NO_FRICTION, ...simulation },
    onCommand: (command) => commands.push(command),
  });
  return {
    ...run,
    journal,
    cursor,
    commands,
    play: (candles, instrument = 0) => {
      for (const candle of candles) run.driver.close(instrument, candle);
    },
    fills: () => fillsIn(journal),
  };
}

function fillsIn(journal: LocalJournal): string[] {
  const fills = new Map<string, string>();
  for (const { entry } of entriesOf(journal)) {
    const { event } = entry;
    if (event.type !== 'orderFilled') continue;
    fills.set(event.tradeId, `${event.clientOrderId} ${formatDecimal(event.quantity)} ${formatDecimal(event.price)}`);
  }
  return [...fills.values()];
}

/** Every entry as `type`, for tests about order. */
export function entryTypes(journal: LocalJournal, fromSequence = 1): string[] {
  return entriesOf(journal, fromSequence).map(({ entry }) => entry.event.type);
}

/** A copy of the first entries of a journal: what a power cut left. The last answer may be missing as well. */
export function cutJournal(
  journal: LocalJournal,
  entries: number,
  options: { isSealed?: boolean } = {},
): MemoryJournal {
  const copy = new MemoryJournal();
  for (const { entry, ...answer } of entriesOf(journal)) {
    if (entry.sequence > entries) break;
    copy.append(entry);
    const isLost = entry.sequence === entries && options.isSealed === false;
    if (!isLost) copy.seal(entry.sequence, answer);
  }
  return copy;
}

/** Tells candles of instrument 0 one by one as soon as it is asked; then ends. */
export function feedOf(candles: readonly Candle[], options: { readonly isEndless?: boolean } = {}): MarketFeed {
  let at = 0;
  return {
    next: () => {
      const candle = candles[at];
      if (candle === undefined) return undefined;
      at += 1;
      return { type: 'closed', instrument: 0, candle };
    },
    waitMs: () => {
      if (at < candles.length) return 0;
      return options.isEndless === true ? 3_600_000 : undefined;
    },
  };
}
