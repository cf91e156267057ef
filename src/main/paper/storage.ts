import {
  type Database,
  EmergencyFile,
  EntryRefuge,
  MetaTable,
  SqliteAuditLog,
  SqliteJournal,
  SqliteProjectionWriter,
  ballastBytes,
  createBallast,
  openProjectionReader,
  requireSpace,
} from '../../adapters/storage/index.ts';
import { type Result, err, ok } from '../../domain/index.ts';
import type { ProjectionReader, ReportEvent } from '../../ports/index.ts';
import { StorageGuard } from '../../runtime/index.ts';
import { RunRecordWriter } from '../parts/run/run-record.ts';

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

/**
 * Builds on an open database; `close` closes that too. What the disk lets happen is reported to the run. What an earlier
 * process could only write into the emergency file is brought back into the journal.
 * @throws StorageFailure when there is no space for what protects positions, or the storage cannot be used.
 */
export function attachPaperStorage(database: Database, report: ReportEvent): Result<PaperStorage, string> {
  const { path } = database;
  const meta = new MetaTable(database);
  const journal = new SqliteJournal(database);
  const emergencyPath = `${path}.emergency`;
  requireSpace(path, emergencyPath);
  const emergency = new EmergencyFile(emergencyPath);
  const refuge = new EntryRefuge(journal, emergency);
  refuge.fold();
  const reader = openProjectionReader(path);
  if (!reader.ok) {
    emergency.close();
    return err(reader.error.message);
  }
  const ballastPath = `${path}.ballast`;
  const ballast = createBallast(ballastPath, ballastBytes(ballastPath));
  return ok({
    database,
    meta,
    records: new RunRecordWriter(database, meta),
    journal,
    projections: new SqliteProjectionWriter(database),
    audit: new SqliteAuditLog(database),
    reader: reader.value,
    guard: new StorageGuard({ reserve: ballast, refuge, report }),
    close: () => {
      reader.value.close();
      try {
        database.close();
      } finally {
        emergency.close();
      }
    },
  });
}
