/** The first entry of this process: a new run's start, or the resumption of the one in the journal. */
import type { LaneName } from '../../../domain/events/events.ts';
import { type Decimal, type Instrument, type TradingState, stricter } from '../../../domain/index.ts';
import { type SimulatedRun, type Writer, restoreVenue, runStarted } from '../../../runtime/index.ts';
import { type Settings, settingsHash } from '../../settings/index.ts';
import { COMMIT, VERSION } from '../../version.ts';
import { simulatedIdentity } from '../../parts/identity.ts';
import {
  type RunRecord,
  type RunRecordWriter,
  describeTradingSettings,
  givenSettings,
} from '../../parts/run/run-record.ts';
import type { RunSegment, TakenState } from './run-segment.ts';

export interface RunBeginning {
  readonly run: SimulatedRun;
  readonly segment: RunSegment;
  readonly settings: Settings;
  /** In the order of their numbers. */
  readonly lanes: readonly LaneName[];
  readonly records: RunRecordWriter;
  /** By number. */
  readonly instruments: readonly Instrument[];
  /** Those that the run gets with its changes. */
  readonly added: readonly Instrument[];
  /** What the run holds and is not in the journal yet. */
  readonly taken: TakenState | undefined;
  readonly balances: Readonly<Record<string, Decimal>>;
  /** Market time of the start. */
  readonly startMs: number;
  /** Entries up to there are in archives, where a start does not look. */
  readonly archivedSequence: number;
  /** The loosest trading state that DEGRADATION_LEVEL leaves. */
  readonly tradingStateLimit: TradingState;
  /** Said of a process that was started again after a crash. */
  readonly restarted: string | undefined;
}

/** Resolves when the beginning is durable; rejects with StorageFailure when it could not be. */
export async function beginRun(beginning: RunBeginning): Promise<void> {
  const { run, segment, tradingStateLimit } = beginning;
  if (segment.isFresh) startFresh(beginning);
  else await resume(beginning);
  await limitTradingState(run, tradingStateLimit);
  run.writer.flush();
  await run.writer.settled();
}

function startFresh(beginning: RunBeginning): void {
  const { run, segment, settings, instruments, balances, startMs } = beginning;
  const { firstSequence } = segment;
  const identity = simulatedIdentity(settings, 'paper', firstSequence);
  run.writer.handle(runStarted(identity, instruments, balances), startMs);
  segment.carryOver?.(run.writer);
  beginning.records.write(recordOf(beginning, startMs));
}

function recordOf({ segment, settings, lanes }: RunBeginning, originMs: number, adopted?: number): RunRecord {
  const { firstSequence, files, decidedFrom = adopted } = segment;
  return {
    firstSequence,
    configHash: settingsHash(settings),
    settings: describeTradingSettings(settings),
    given: givenSettings(settings),
    riskProfile: settings.mode.riskProfile,
    lanes,
    ...(files === undefined ? {} : { files }),
    ...(decidedFrom === undefined ? {} : { decidedFrom }),
    originMs,
  };
}

async function resume(beginning: RunBeginning): Promise<void> {
  const { run, segment, lanes, added, startMs, restarted, archivedSequence } = beginning;
  const { engine, writer, venue } = run;
  const { nowMs } = engine.view;
  const { taken } = beginning;
  const { changes, originMs = startMs } = segment;
  restoreVenue(venue, engine);
  // Before what is changed of it: it has the lanes and instruments of then.
  if (taken) writer.handle({ type: 'checkpointMade', state: taken.state }, nowMs);
  const adopted = taken?.isFromTables ? writer.sequence : undefined;
  if (changes) {
    const instruments = added.length > 0 ? { instruments: added } : {};
    writer.handle({ type: 'settingsChanged', changes, lanes, ...instruments, actor: 'settings' }, nowMs);
  }
  if (changes || adopted !== undefined) beginning.records.change(recordOf(beginning, originMs, adopted));
  const archived = archivedSequence > 0 ? { archivedSequence } : {};
  const by = { commit: COMMIT, version: VERSION };
  writer.handle({ type: 'runResumed', ...by, reason: 'process started', ...archived }, nowMs);
  if (!engine.view.control.isStorageWritable) {
    writer.handle({ type: 'storageChanged', isWritable: true, cause: 'a start found the database whole' }, nowMs);
  }
  if (restarted !== undefined)
    writer.handle({ type: 'interruptionSeen', cause: restarted, freshAfterMs: nowMs }, nowMs);
  await drainAll(writer, nowMs);
}

/** DEGRADATION_LEVEL only ever tightens what an operator or a rule left. */
async function limitTradingState({ engine, writer }: SimulatedRun, limit: TradingState): Promise<void> {
  const state = stricter(engine.view.control.tradingState, limit);
  if (state === engine.view.control.tradingState) return;
  const action = { kind: 'setTradingState', state } as const;
  const key = `degradation-${writer.sequence}`;
  writer.handle({ type: 'operatorActed', action, actor: 'settings', reason: 'DEGRADATION_LEVEL', key }, writer.timeMs);
  await drainAll(writer, writer.timeMs);
}

/** Handles what the beginning leads to, orders that wait for the journal and their answers included. */
async function drainAll(writer: Writer, timeMs: number): Promise<void> {
  writer.drain(timeMs);
  while (writer.isWaiting) {
    await writer.settled();
    writer.drain(timeMs);
  }
}
