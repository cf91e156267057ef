/** Runs in a database with checkpoints, of which old parts can be archived. */
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineEvent } from '../../../domain/events/events.ts';
import type { RecordedEntry } from '../../../ports/journal.ts';
import { type ArchiveStep, JournalArchiver } from '../archive/archive-journal.ts';
import type { ArchiveRecord } from '../archive/archive-records.ts';
import type { KeptEntries } from '../archive/plan-segment.ts';
import type { Database } from '../database.ts';
import { examineDatabase } from '../integrity/examine.ts';
import { headsOf } from '../integrity/heads.ts';
import { SqliteAuditLog } from '../sqlite-audit-log.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { opened } from './opened.ts';
import { aCandleClosed, anEntry } from './sample-entries.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface RunShape {
  readonly entries: number;
  /** Sequences at which a run begins; 1 by default. */
  readonly starts?: readonly number[];
  readonly checkpointEvery?: number;
  readonly commitEvery?: number;
}

/** An open database with such entries, some answered with facts. */
export function aLongRun(shape: RunShape, path = join(temporaryFolder(), 'data', 'cab.db')) {
  const database = opened(path);
  const journal = new SqliteJournal(database);
  const { entries, starts = [1], checkpointEvery = 20, commitEvery = 3 } = shape;
  for (let sequence = 1; sequence <= entries; sequence += 1) {
    journal.append(anEntry(sequence, eventAt(sequence, starts, checkpointEvery)));
    const facts = sequence % 4 === 0 ? `{"lanes":${JSON.stringify(Array(80).fill(sequence))}}` : undefined;
    if (sequence % 2 === 0) journal.seal(sequence, { commandsHash: `answer ${sequence}`, facts });
    if (sequence % commitEvery === 0) journal.flush();
  }
  journal.flush();
  return { database, journal, path };
}

function eventAt(sequence: number, starts: readonly number[], checkpointEvery: number): EngineEvent {
  if (starts.includes(sequence)) {
    return {
      type: 'runStarted',
      runId: `run-${sequence}`,
      mode: 'paper',
      commit: 'abc',
      configHash: 'c',
      modelHash: null,
      seed: 7,
      instruments: [],
      balances: {},
    };
  }
  if (sequence % checkpointEvery === 0) return { type: 'checkpointMade', state: `{"at":${sequence}}` };
  return aCandleClosed(sequence);
}

/** Keeps 25 entries; parts of fifteen. */
export function keptEntries(changes: Partial<KeptEntries> = {}): KeptEntries {
  return { runSequence: 1, provenSequence: 1_000_000, keptMs: 0, keptEntries: 25, segmentEntries: 15, ...changes };
}

export interface ArchivingOptions {
  readonly kept?: KeptEntries;
  /** Called at each place where a process may die. */
  readonly atStep?: (step: ArchiveStep) => void;
}

/** Archives until there is nothing left to archive; gives what was. */
export async function archiveAll(database: Database, options: ArchivingOptions = {}): Promise<ArchiveRecord[]> {
  const { kept = keptEntries(), atStep } = options;
  const archiver = new JournalArchiver({
    database,
    audit: new SqliteAuditLog(database),
    actor: 'test',
    nowMs: () => 1,
    giveWay: async (step) => atStep?.(step),
  });
  const records: ArchiveRecord[] = [];
  for (;;) {
    const record = await archiver.archiveNext(kept);
    if (!record) return records;
    records.push(record);
  }
}

/** The folder of the database as a process leaves it that dies at once. */
export function asKilled(path: string): string {
  const folder = join(temporaryFolder(), 'killed');
  mkdirSync(folder, { recursive: true });
  cpSync(dirname(path), folder, { recursive: true, filter: (name) => !name.includes('.db.lock') });
  return join(folder, 'cab.db');
}

/** Every entry of the journal, wherever it is. */
export function allEntries(journal: SqliteJournal, fromSequence = 1): RecordedEntry[] {
  return [...journal.pages(fromSequence)].flat();
}

/** Everything that is wrong with a database and its archives. */
export function problemsOf(path: string): readonly string[] {
  const steps = examineDatabase(path, headsOf(path), { includesPages: true, archives: 'entries' });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    return step.value.ok ? step.value.value.damage.map(({ message }) => message) : [step.value.error.message];
  }
}
