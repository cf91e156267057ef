import {
  type Database,
  MetaTable,
  SqliteJournal,
  openDatabase,
  openProjectionReader,
} from '../../adapters/storage/index.ts';
import type { CommandFailure, RecordsService } from '../../delivery/cli/index.ts';
import { type Result, err } from '../../domain/index.ts';
import { type ProjectionReader, StorageFailure } from '../../ports/index.ts';
import { databasePathOr } from '../parts/load-command-settings.ts';
import { type RunRecord, readRunRecord } from '../parts/run/run-record.ts';
import { storageProblem } from '../parts/storage-problem.ts';

/** For reading only: a bot that writes to the database is not disturbed. */
export const recordsService: RecordsService = {
  read: async (path, use) => {
    const chosen = databasePathOr(path);
    if (!chosen.ok) return chosen;
    return await readRecords(chosen.value, async ({ database, reader, record }) => {
      const run = record && { ...record, settings: record.initialSettings ?? record.settings };
      return await use({ path: database.path, reader, journal: new SqliteJournal(database), run });
    });
  },
};

interface ReadRecords {
  readonly database: Database;
  readonly reader: ProjectionReader;
  /** Of the latest run; `undefined` when none was recorded. */
  readonly record: RunRecord | undefined;
}

export async function readRecords<Answer, Failure>(
  path: string,
  use: (records: ReadRecords) => Promise<Result<Answer, Failure>>,
): Promise<Result<Answer, Failure | CommandFailure>> {
  const opened = openDatabase(path, { readonly: true });
  if (!opened.ok) return err(storageProblem(opened.error));
  const database = opened.value;
  const reader = openProjectionReader(database.path);
  try {
    if (!reader.ok) return err(storageProblem(reader.error));
    return await use({ database, reader: reader.value, record: readRunRecord(new MetaTable(database)) });
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  } finally {
    if (reader.ok) reader.value.close();
    database.close();
  }
}
