/** Where things are kept: one SQLite file for a run that lasts, memory for one that does not. */
export { type ArchiveStep, JournalArchiver } from './archive/archive-journal.ts';
export { archiveFolder } from './archive/archive-folder.ts';
export type { ArchiveRecord } from './archive/archive-records.ts';
export { inspectArchiveFiles } from './archive/inspect-archives.ts';
export { type KeptEntries, type Segment, planSegment } from './archive/plan-segment.ts';
export { type Ballast, createBallast } from './ballast.ts';
export { type CommitParticipant, Database } from './database.ts';
export { EmergencyFile } from './disk/emergency-file.ts';
export { EntryRefuge } from './disk/entry-refuge.ts';
export { ballastBytes, requireSpace, spaceWarning } from './disk/free-space.ts';
export { type Examination, acceptDatabase, examineDatabase } from './integrity/examine.ts';
export { headsOf } from './integrity/heads.ts';
export { remedyFor } from './integrity/open-seal.ts';
export { MemoryJournal } from './memory-journal.ts';
export { MetaTable } from './meta-table.ts';
export { openDatabase } from './open-database.ts';
export {
  SqliteProjectionWriter,
  countRun,
  openProjectionReader,
  projectionDigest,
  readerOn,
} from './projections/index.ts';
export { SqliteAuditLog } from './sqlite-audit-log.ts';
export { SqliteJournal } from './sqlite-journal.ts';
export { SqliteSettingOverrides } from './sqlite-setting-overrides.ts';
