/** A backtest's journal as a file of its own: a database with nothing but the journal and the record of the run. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { type Database, MetaTable, SqliteJournal, openDatabase } from '../../adapters/storage/index.ts';
import type { CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { describeTradingSettings, readRunRecord, writeRunRecord } from '../parts/run/run-record.ts';
import { type Settings, settingsHash } from '../settings/index.ts';
import { storageProblem } from '../parts/storage-problem.ts';

export interface Recording {
  readonly journal: Journal;
  /** Puts it in the place of an earlier one. @throws StorageFailure when the rest of it could not be written. */
  keep(): void;
  /** Lets go of what was not kept. */
  close(): void;
}

const KIND = 'kind';
const BACKTEST = 'backtest journal';

/**
 * Records beside the path: until the run is complete an earlier recording stays. Nothing but a recording is ever
 * replaced: a mistyped path must not cost a trading database.
 */
export function openRecording(path: string, settings: Settings): CommandResult<Recording> {
  if (existsSync(path) && !isRecordingAt(path)) {
    return err({
      kind: 'io',
      problems: [`${path} exists and is no recorded backtest; name another file for --journal`],
    });
  }
  const draft = `${path}.draft`;
  removeDatabase(draft);
  const opened = openDatabase(draft, { keepsHead: false });
  if (!opened.ok) return err(storageProblem(opened.error));
  const database = opened.value;
  const meta = new MetaTable(database);
  meta.set(KIND, BACKTEST);
  writeRunRecord(meta, {
    firstSequence: 1,
    configHash: settingsHash(settings),
    settings: describeTradingSettings(settings),
    originMs: 0,
  });
  return ok({
    journal: new SqliteJournal(database),
    keep: () => {
      database.close();
      removeDatabase(path);
      renameSync(draft, path);
      removeDatabase(draft);
    },
    close: () => {
      if (database.connection.open) database.connection.close();
      removeDatabase(draft);
    },
  });
}

/** Whether the database was written by `cab backtest --journal`. */
function isRecording(database: Database): boolean {
  const meta = new MetaTable(database);
  return meta.get(KIND) === BACKTEST && readRunRecord(meta) !== undefined;
}

function isRecordingAt(path: string): boolean {
  const opened = openDatabase(path, { readonly: true });
  if (!opened.ok) return false;
  const isOurs = isRecording(opened.value);
  opened.value.close();
  return isOurs;
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${path}${suffix}`, { force: true });
}
