/** The first entry of this process: a new run's start, or the resumption of the one in the journal. */
import { type Decimal, type Instrument, type TradingState, stricter } from '../../domain/index.ts';
import { type SimulatedRun, restoreVenue, runStarted } from '../../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import { COMMIT } from '../version.ts';
import { simulatedIdentity } from '../parts/identity.ts';
import { type RunRecordWriter, describeTradingSettings } from '../parts/run-record.ts';
import type { RunSegment } from './run-segment.ts';

export interface RunBeginning {
  readonly run: SimulatedRun;
  readonly segment: RunSegment;
  readonly settings: Settings;
  readonly records: RunRecordWriter;
  readonly instruments: readonly Instrument[];
  readonly balances: Readonly<Record<string, Decimal>>;
  /** Market time of the start. */
  readonly startMs: number;
  /** The loosest trading state that DEGRADATION_LEVEL leaves. */
  readonly tradingStateLimit: TradingState;
}

/** @throws StorageFailure when the beginning could not be made durable. */
export function beginRun(beginning: RunBeginning): void {
  const { run, segment, tradingStateLimit } = beginning;
  if (segment.isFresh) startFresh(beginning);
  else resume(run);
  limitTradingState(run, tradingStateLimit);
  run.session.commit();
}

function startFresh({ run, segment, settings, records, instruments, balances, startMs }: RunBeginning): void {
  const { firstSequence } = segment;
  const identity = simulatedIdentity(settings, 'paper', firstSequence);
  const { configHash } = identity;
  run.session.handle(runStarted(identity, instruments, balances), startMs);
  segment.carryOver?.(run.session);
  records.write({ firstSequence, configHash, settings: describeTradingSettings(settings), originMs: startMs });
}

function resume({ engine, session, venue }: SimulatedRun): void {
  const { nowMs } = engine.view;
  restoreVenue(venue, engine);
  session.handle({ type: 'runResumed', commit: COMMIT, reason: 'process started' }, nowMs);
  session.drain(nowMs);
}

/** DEGRADATION_LEVEL only ever tightens what an operator or a rule left. */
function limitTradingState({ engine, session }: SimulatedRun, limit: TradingState): void {
  const state = stricter(engine.view.control.tradingState, limit);
  if (state === engine.view.control.tradingState) return;
  const action = { kind: 'setTradingState', state } as const;
  const key = `degradation-${session.sequence}`;
  session.handle(
    { type: 'operatorActed', action, actor: 'settings', reason: 'DEGRADATION_LEVEL', key },
    session.timeMs,
  );
  session.drain(session.timeMs);
}
