/** A backtest's journal as a file of its own: a database with nothing but the journal and the record of the run. */
import { existsSync, rmSync } from 'node:fs';
import { type Database, MetaTable, SqliteJournal, openDatabase } from '../../adapters/storage/index.ts';
import type { CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';
import { describeTradingSettings, readRunRecord, writeRunRecord } from '../compose/run-record.ts';
import { type Settings, settingsHash } from '../config/index.ts';
import { storageProblem } from './storage-problem.ts';

export interface Recording {
  readonly journal: Journal;
  /** @throws StorageFailure when the rest of it could not be written. */
  close(): void;
}

const KIND = 'kind';
const BACKTEST = 'backtest journal';

/** Replaces an earlier recording, and nothing else: a mistyped path must not cost a trading database. */
export function openRecording(path: string, settings: Settings): CommandResult<Recording> {
  if (existsSync(path)) {
    const replaced = removeRecording(path);
    if (!replaced.ok) return replaced;
  }
  const opened = openDatabase(path);
  if (!opened.ok) return err(storageProblem(opened.error));
  const meta = new MetaTable(opened.value);
  meta.set(KIND, BACKTEST);
  writeRunRecord(meta, {
    firstSequence: 1,
    configHash: settingsHash(settings),
    settings: describeTradingSettings(settings),
    originMs: 0,
  });
  return ok({ journal: new SqliteJournal(opened.value), close: () => opened.value.close() });
}

/** Whether the database was written by `cab backtest --journal`. */
function isRecording(database: Database): boolean {
  const meta = new MetaTable(database);
  return meta.get(KIND) === BACKTEST && readRunRecord(meta) !== undefined;
}

function removeRecording(path: string): CommandResult<undefined> {
  const opened = openDatabase(path, { readonly: true });
  const isOurs = opened.ok && isRecording(opened.value);
  if (opened.ok) opened.value.close();
  if (!isOurs) {
    return err({
      kind: 'io',
      problems: [`${path} exists and is no recorded backtest; name another file for --journal`],
    });
  }
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${path}${suffix}`, { force: true });
  return ok(undefined);
}
