import {
  type Database,
  JournalArchiver,
  type KeptEntries,
  MetaTable,
  type Segment,
  SqliteAuditLog,
  SqliteJournal,
  archiveFolder,
  headsOf,
  openDatabase,
  openProjectionReader,
  planSegment,
} from '../../adapters/storage/index.ts';
import type { ArchiveService, ArchivedJournal, ArchivedPart, CommandResult } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { StorageFailure } from '../../ports/index.ts';
import { newestReadable } from '../../runtime/index.ts';
import { loadCommandSettings, settingsFailure } from '../parts/load-command-settings.ts';
import { readRunRecord } from '../parts/run/run-record.ts';
import { storageProblem } from '../parts/storage-problem.ts';
import { stateFolder } from '../process/index.ts';
import type { Settings } from '../settings/index.ts';
import { createReplayEngines } from '../parts/run/replay-engine.ts';

export const archiveService: ArchiveService = {
  preview: (path) => withDatabase(path, true, async (database, kept) => shown(database, planned(database, kept), true)),
  archive: (path, nowMs) =>
    withDatabase(path, false, async (database, kept, { storage }) => {
      const audit = new SqliteAuditLog(database);
      const archiver = new JournalArchiver({ database, audit, actor: 'cli', nowMs, giveWay });
      const parts: ArchivedPart[] = [];
      for (;;) {
        const record = await archiver.archiveNext(kept);
        if (!record)
          return { ...shown(database, parts, false), ...compacted(database, storage.vacuumThresholdMegabytes) };
        const { first, last, firstTimeMs, lastTimeMs, file, bytes } = record;
        parts.push({ firstSequence: first, lastSequence: last, firstTimeMs, lastTimeMs, file, bytes });
      }
    }),
};

const MEGABYTE = 1_000_000;

/** A long journal that is archived for the first time leaves a file that is mostly empty. */
function compacted(database: Database, thresholdMegabytes: number | undefined): { readonly freedBytes?: number } {
  const { unusedBytes } = database;
  if (thresholdMegabytes === undefined || unusedBytes < thresholdMegabytes * MEGABYTE) return {};
  database.compact();
  return { freedBytes: unusedBytes };
}

/** Nobody else is there. */
async function giveWay(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

async function withDatabase(
  path: string | undefined,
  readonly: boolean,
  use: (database: Database, kept: KeptEntries, settings: Settings) => Promise<ArchivedJournal>,
): Promise<CommandResult<ArchivedJournal>> {
  const settings = loadCommandSettings({ flags: path === undefined ? {} : { DB_PATH: path } });
  if (!settings.ok) return settings;
  const { databasePath } = settings.value.storage;
  const opened = openDatabase(databasePath, readonly ? { readonly } : { heads: headsOf(databasePath, stateFolder()) });
  if (!opened.ok) return err(storageProblem(opened.error));
  try {
    const kept = await keptBy(opened.value, settings.value);
    return kept.ok ? ok(await use(opened.value, kept.value, settings.value)) : kept;
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  } finally {
    opened.value.close();
  }
}

/** What the next start of the bot, and whoever explains its decisions, reads. */
async function keptBy(database: Database, { storage }: Settings): Promise<CommandResult<KeptEntries>> {
  const { journalKeptMs, journalKeptEntries, archiveFileEntries } = storage;
  if (journalKeptMs === undefined) {
    return err(
      settingsFailure(['JOURNAL_KEEP_DAYS=0 keeps the whole journal in the database'], 'set it to a number of days'),
    );
  }
  const record = readRunRecord(new MetaTable(database));
  if (!record) return err(settingsFailure([`${database.path} holds no run yet`], 'cab run begins one'));
  const engines = await createReplayEngines(record, { settings: new Map(), lanes: record.lanes ?? [] });
  if (!engines.ok) return engines;
  const watermark = await watermarkOf(database);
  if (!watermark.ok) return watermark;
  const journal = new SqliteJournal(database);
  const { firstSequence: fromSequence } = record;
  const beforeSequence = watermark.value + 1;
  const createEngine = engines.value;
  return ok({
    runSequence: fromSequence,
    provenSequence: newestReadable({ journal, fromSequence, beforeSequence, createEngine }),
    keptMs: Math.max(journalKeptMs, createEngine().lookbackMsOf()),
    keptEntries: journalKeptEntries,
    segmentEntries: archiveFileEntries,
  });
}

/** A start begins with a checkpoint before it. */
async function watermarkOf({ path }: Database): Promise<CommandResult<number>> {
  const reader = openProjectionReader(path);
  if (!reader.ok) return err(storageProblem(reader.error));
  try {
    return ok(await reader.value.watermark());
  } finally {
    reader.value.close();
  }
}

function planned({ connection }: Database, kept: KeptEntries): ArchivedPart[] {
  const parts: ArchivedPart[] = [];
  const timeOf = connection.prepare<[number], number>('SELECT time_ms FROM journal WHERE sequence = ?').pluck();
  for (let next = nextPart(connection, kept); next; next = nextPart(connection, kept, next.last + 1)) {
    const { first, last } = next;
    const [firstTimeMs = 0, lastTimeMs = 0] = [timeOf.get(first), timeOf.get(last)];
    parts.push({ firstSequence: first, lastSequence: last, firstTimeMs, lastTimeMs });
  }
  return parts;
}

function nextPart(connection: Database['connection'], kept: KeptEntries, first?: number): Segment | undefined {
  const steps = planSegment(connection, kept, first);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

function shown(database: Database, parts: readonly ArchivedPart[], isPlan: boolean): ArchivedJournal {
  const { head, archived } = new SqliteJournal(database);
  const archivedEntries = isPlan ? (parts.at(-1)?.lastSequence ?? archived) : archived;
  return { path: database.path, folder: archiveFolder(database.path), entries: head, archivedEntries, parts };
}
