/** The engine of a paper run with everybody who hears it, told again what the journal holds of the run. */
import { Engine, type EngineObserver, type EngineSettings } from '../../core/engine/index.ts';
import type { Notify } from '../../domain/index.ts';
import { decodeSaved, encodeSaved } from '../../domain/saved.ts';
import {
  type BotBus,
  type EntryCursor,
  type ReadTables,
  type Recovery,
  type Telemetry,
  combineObservers,
  createBusObserver,
  createDefaultLimitsObserver,
  createEntryCursor,
  createProjector,
  createTelemetryObserver,
  recoverEngine,
} from '../../runtime/index.ts';
import { createRowSampler } from './row-sampler.ts';
import type { RunSegment, TakenState } from './segment/index.ts';
import type { PaperStorage } from './storage.ts';

export interface RecoveredRun {
  readonly engine: Engine;
  readonly cursor: EntryCursor;
  /** To be called after each further entry. */
  readonly onApplied: (sequence: number) => void;
  /** Entries of the run so far; 0 for a fresh one. */
  readonly entries: number;
  /** Those that had to be read: what came after the checkpoint. */
  readonly readEntries: number;
  /** The checkpoint that it began with. */
  readonly checkpoint: number | undefined;
  /** Says something that no entry led to: at once where people are told, and among the rows with the next entry. */
  readonly tell: (notice: Notify) => void;
  /** What it holds, where that is to be journaled before anything else. */
  readonly taken: TakenState | undefined;
}

/** @throws ReplayDivergence when this version decides otherwise on entries that the tables do not have yet. */
export async function recoverPaper(options: {
  readonly storage: PaperStorage;
  readonly segment: RunSegment;
  readonly tables: ReadTables;
  readonly engineSettings: EngineSettings;
  readonly telemetry: Telemetry;
  readonly bus: BotBus;
  readonly quote: string;
  readonly listener: EngineObserver | undefined;
  readonly isStopping: (() => boolean) | undefined;
  /** By the code of the rule: what is said when it denies first. */
  readonly defaultLimitHints: ReadonlyMap<string, string>;
  /** Told of notices that do not come from the engine, once the run is live. */
  readonly onNotice: (notice: Notify) => void;
}): Promise<RecoveredRun> {
  const { storage, segment, tables, engineSettings, telemetry, bus, quote, listener, defaultLimitHints, onNotice } =
    options;
  const { isStopping = () => false } = options;
  const { journal, projections } = storage;
  const cursor = createEntryCursor();
  let isLive = false;
  const heard = combineObservers([
    createProjector(projections, cursor),
    createTelemetryObserver(telemetry, () => quote),
    createBusObserver(bus, cursor, () => isLive),
    ...(listener ? [listener] : []),
  ]);
  const told = segment.isFresh ? [] : await noticesOf(storage, DEFAULT_LIMIT, segment.originMs ?? 0);
  const raise = (notice: Notify): void => {
    heard.noticeRaised?.(notice);
    if (isLive) onNotice(notice);
  };
  const limits = createDefaultLimitsObserver(defaultLimitHints, raise, told);
  const observer = combineObservers([heard, limits]);
  let engine: Engine;
  const createEngine = (): Engine => {
    engine = new Engine(engineSettings, observer);
    return engine;
  };
  const { applied } = createRowSampler(projections, cursor, () => engine.view);
  const untold: Notify[] = [];
  const onApplied = (sequence: number): void => {
    if (untold.length > 0) for (const notice of untold.splice(0)) heard.noticeRaised?.(notice);
    applied(sequence);
  };
  const tell = (notice: Notify): void => {
    untold.push(notice);
    onNotice(notice);
  };
  const { firstSequence: fromSequence, isFresh } = segment;
  const from = { journal, fromSequence, createEngine, cursor, onApplied, isStopping };
  const toldSequence = projections.watermark;
  // Rows that the tables do not have yet come of deciding again.
  const taken = toldSequence === journal.head ? segment.taken : undefined;
  const recovery: Pick<Recovery, 'engine' | 'entries' | 'from' | 'checkpoint'> = isFresh
    ? { engine: createEngine(), entries: 0, checkpoint: undefined }
    : taken
      ? { engine: restored(createEngine(), taken), entries: 0, checkpoint: undefined }
      : await recoverEngine({ ...from, toldSequence, tables });
  isLive = true;
  return {
    engine: recovery.engine,
    cursor,
    onApplied,
    entries: isFresh ? 0 : journal.head - fromSequence + 1,
    readEntries: recovery.entries,
    checkpoint: recovery.checkpoint,
    taken: taken ?? (recovery.from === 'tables' ? takenFrom(recovery.engine) : undefined),
    tell,
  };
}

function restored(engine: Engine, { run, state }: TakenState): Engine {
  engine.restore(run, decodeSaved(state));
  return engine;
}

function takenFrom(engine: Engine): TakenState {
  return { run: engine.view.run, state: encodeSaved(engine.save()), isFromTables: true };
}

const DEFAULT_LIMIT = 'defaultLimit';

/** Messages of that code since a market time. */
async function noticesOf({ reader }: PaperStorage, code: string, fromMs: number): Promise<readonly string[]> {
  const notices = await reader.notices({ code, fromMs, limit: 1000 });
  return notices.map(({ message }) => message);
}
