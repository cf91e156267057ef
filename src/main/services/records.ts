import { MetaTable, SqliteJournal, openDatabase, openProjectionReader } from '../../adapters/storage/index.ts';
import type { RecordsService } from '../../delivery/cli/index.ts';
import { err } from '../../domain/index.ts';
import { StorageFailure } from '../../ports/index.ts';
import { databasePathOr } from '../parts/load-command-settings.ts';
import { readRunRecord } from '../parts/run-record.ts';
import { storageProblem } from '../parts/storage-problem.ts';

/** For reading only: a bot that writes to the database is not disturbed. */
export const recordsService: RecordsService = {
  read: async (path, use) => {
    const chosen = databasePathOr(path);
    if (!chosen.ok) return chosen;
    const opened = openDatabase(chosen.value, { readonly: true });
    if (!opened.ok) return err(storageProblem(opened.error));
    const database = opened.value;
    const reader = openProjectionReader(database.path);
    try {
      if (!reader.ok) return err(storageProblem(reader.error));
      const record = readRunRecord(new MetaTable(database));
      const run = record && { ...record, settings: record.initialSettings ?? record.settings };
      return await use({ path: database.path, reader: reader.value, journal: new SqliteJournal(database), run });
    } catch (error) {
      if (error instanceof StorageFailure) return err(storageProblem(error));
      throw error;
    } finally {
      if (reader.ok) reader.value.close();
      database.close();
    }
  },
};
