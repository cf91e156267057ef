/** What can be recomputed of a database, on a connection of its own that only reads. */
import { type Database, MetaTable, SqliteJournal, openDatabase, readerOn } from '../../adapters/storage/index.ts';
import { Engine } from '../../core/engine/index.ts';
import { StorageFailure } from '../../ports/index.ts';
import { type Result, durationMs, err, ok } from '../../domain/index.ts';
import {
  type CandleAsked,
  type ComparedCandles,
  type CreateEngines,
  type ExplainedCandle,
  type PastRun,
  type RecomputeRefusal,
  compareLastCandles,
  explainCandle,
} from '../../runtime/index.ts';
import { composeEngineSettings } from '../parts/engine-settings.ts';
import { nameOf, orderLanes } from '../parts/lanes/lane-order.ts';
import { composeLanes } from '../parts/lanes/lanes.ts';
import { type RunRecord, changedSettings, describeChange, readRunRecord } from '../parts/run/run-record.ts';
import { recordedSettings } from '../parts/run/recorded-settings.ts';
import { fixedChanges } from '../parts/run/fixed-settings.ts';
import { createReplayEngines } from '../parts/run/replay-engine.ts';
import { type Settings, formatProblem, loadSettings } from '../settings/index.ts';
import { TODAY } from '../version.ts';

/** Plain data: a thread is told it. */
export type RecomputeTask =
  | { readonly kind: 'explain'; readonly asked: CandleAsked }
  | {
      readonly kind: 'compare';
      /** Those of today that influence trading, as they could be written. */
      readonly settings: Readonly<Record<string, string>>;
      /** The first entry that is not looked at any more. */
      readonly beforeSequence?: number;
    };

export interface RecomputeRequest {
  readonly databasePath: string;
  /** Another thread of this process writes to it. */
  readonly isOpenInProcess: boolean;
  readonly task: RecomputeTask;
}

export type Recomputed =
  | { readonly kind: 'explain'; readonly told: ExplainedCandle }
  | { readonly kind: 'compare'; readonly told: ComparedCandles };

/** What goes wrong is told as a refusal: it is a question, and nothing depends on the answer. */
export async function recompute(request: RecomputeRequest): Promise<Result<Recomputed, RecomputeRefusal>> {
  const { databasePath, isOpenInProcess, task } = request;
  const opened = openDatabase(databasePath, { readonly: true, isOpenInProcess });
  if (!opened.ok) return err(failed(opened.error.message));
  try {
    return await recomputeIn(opened.value, task);
  } catch (error) {
    if (error instanceof StorageFailure && error.code === 'archive')
      return err({ code: 'archive', message: error.message });
    return err(failed(error instanceof Error ? error.message : String(error)));
  } finally {
    opened.value.close();
  }
}

/** The same in a database that is open for reading. @throws StorageFailure when it cannot be read. */
export async function recomputeIn(
  database: Database,
  task: RecomputeTask,
): Promise<Result<Recomputed, RecomputeRefusal>> {
  const record = readRunRecord(new MetaTable(database));
  if (!record) return err(failed(`${database.path} holds no run yet; cab run records one`));
  const run: PastRun = {
    journal: new SqliteJournal(database),
    reader: readerOn(database),
    fromSequence: record.firstSequence,
  };
  return task.kind === 'explain' ? await explain(run, record, task.asked) : await compare(run, record, task);
}

function failed(message: string): RecomputeRefusal {
  return { code: 'failed', message };
}

async function explain(
  run: PastRun,
  record: RunRecord,
  asked: CandleAsked,
): Promise<Result<Recomputed, RecomputeRefusal>> {
  const begun = { firstSequence: record.firstSequence, settings: record.initialSettings ?? record.settings };
  const createEngines: CreateEngines = async (changed) => {
    const created = await createReplayEngines(begun, changed);
    return created.ok ? created : err(created.error.problems);
  };
  const explained = await explainCandle(run, asked, { today: TODAY, createEngines });
  return explained.ok ? ok({ kind: 'explain', told: explained.value }) : explained;
}

type Comparing = Extract<RecomputeTask, { kind: 'compare' }>;

async function compare(
  run: PastRun,
  record: RunRecord,
  { settings: written, beforeSequence }: Comparing,
): Promise<Result<Recomputed, RecomputeRefusal>> {
  const today = readSettings(written);
  const began = recordedSettings(record.initialSettings ?? record.settings);
  if (!today.ok) return notCompared(today.error);
  if (!began.ok) {
    const problems = began.error.map(formatProblem).join('; ');
    return notCompared(`the settings that the run began with are not valid here: ${problems}`);
  }
  const fixed = fixedChanges(changedSettings(record, today.value), { record, settings: today.value });
  if (fixed.length > 0) return notCompared(`it would be another run: ${fixed.map(describeChange).join('; ')}`);
  const configured = await composeLanes(today.value);
  if (!configured.ok) return notCompared(configured.error.join('; '));
  const known = record.lanes ?? (await namesOf(began.value));
  if (!known)
    return notCompared('the strategies that the run began with cannot be loaded, so that its lanes have no names');
  const lanes = orderLanes(known, configured.value);
  const engineSettings = composeEngineSettings(today.value, lanes);
  const { symbols, strategies, timeframe } = began.value.mode;
  const compared = await compareLastCandles({
    run,
    today: TODAY,
    createEngine: () => new Engine(engineSettings),
    intervalMs: durationMs(timeframe),
    lanesAtStart: symbols.length * strategies.length,
    retired: new Set(lanes.flatMap((lane, id) => (configured.value.includes(lane) ? [] : [id]))),
    beforeSequence,
  });
  return ok({ kind: 'compare', told: compared });
}

function notCompared(whyNot: string): Result<Recomputed, never> {
  return ok({ kind: 'compare', told: { by: TODAY, lanes: [], whyNot } });
}

async function namesOf(settings: Settings) {
  const lanes = await composeLanes(settings);
  return lanes.ok ? lanes.value.map(nameOf) : undefined;
}

function readSettings(written: Readonly<Record<string, string>>): Result<Settings, string> {
  const loaded = loadSettings({ overrides: written });
  return loaded.ok ? loaded : err(loaded.error.map(formatProblem).join('; '));
}
