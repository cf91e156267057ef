/** Records in a database of their own. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteJournal, SqliteProjectionWriter, openProjectionReader } from '../adapters/storage/index.ts';
import { opened } from '../adapters/storage/testing/opened.ts';
import { temporaryFolder } from '../adapters/storage/testing/temporary-folder.ts';
import { type Instrument, decimal } from '../domain/index.ts';
import type { ProjectionWriter } from '../ports/index.ts';
import type { RunIdentity } from '../runtime/index.ts';
import { runStarted } from '../runtime/index.ts';
import { START_MS, anInstrument } from '../../test/support/build.ts';
import type { Records } from './records.ts';

const IDENTITY: RunIdentity = { mode: 'test', commit: 'abc', configHash: 'def', seed: 1, runId: 'c0' };

/** A run that began and led to what `write` says. */
export function recordsOf(
  write: (writer: ProjectionWriter) => void = () => undefined,
  instruments: readonly Instrument[] = [anInstrument()],
): Records {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  const journal = new SqliteJournal(database);
  const event = runStarted(IDENTITY, instruments, { USDT: decimal('10000') });
  journal.append({ sequence: 1, timeMs: START_MS, event });
  write(new SqliteProjectionWriter(database));
  database.commit();
  const reader = openProjectionReader(path);
  if (!reader.ok) throw reader.error;
  onTestFinished(() => reader.value.close());
  return { path, reader: reader.value, journal, run: { firstSequence: 1, settings: {} } };
}
