import {
  type Database,
  MetaTable,
  SqliteAuditLog,
  SqliteJournal,
  SqliteProjectionWriter,
  createBallast,
  openProjectionReader,
} from '../../adapters/storage/index.ts';
import { type Result, err, ok } from '../../domain/index.ts';
import type { ProjectionReader, ReportEvent } from '../../ports/index.ts';
import { StorageGuard } from '../../runtime/index.ts';
import { RunRecordWriter } from '../parts/run-record.ts';

/** Everything a run keeps, over one connection, and a reader over another. */
export interface PaperStorage {
  readonly database: Database;
  readonly meta: MetaTable;
  readonly records: RunRecordWriter;
  readonly journal: SqliteJournal;
  readonly projections: SqliteProjectionWriter;
  readonly audit: SqliteAuditLog;
  readonly reader: ProjectionReader;
  readonly guard: StorageGuard;
  /** Commits first; the writer's lock goes last. */
  close(): void;
}

/** Builds on an open database; `close` closes that too. What the disk lets happen is reported to the run. */
export function attachPaperStorage(database: Database, report: ReportEvent): Result<PaperStorage, string> {
  const { path } = database;
  const reader = openProjectionReader(path);
  if (!reader.ok) return err(reader.error.message);
  const meta = new MetaTable(database);
  return ok({
    database,
    meta,
    records: new RunRecordWriter(database, meta),
    journal: new SqliteJournal(database),
    projections: new SqliteProjectionWriter(database),
    audit: new SqliteAuditLog(database),
    reader: reader.value,
    guard: new StorageGuard(createBallast(`${path}.ballast`), report),
    close: () => {
      reader.value.close();
      database.close();
    },
  });
}
