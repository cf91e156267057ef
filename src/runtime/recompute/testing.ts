/** What the tests of this folder share: a run with its journal and its tables, which may be started again. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteJournal, SqliteProjectionWriter, readerOn } from '../../adapters/storage/index.ts';
import { opened } from '../../adapters/storage/testing/opened.ts';
import { temporaryFolder } from '../../adapters/storage/testing/temporary-folder.ts';
import { Engine, type EngineSettings } from '../../core/engine/index.ts';
import type { LaneName, SettingChange } from '../../domain/events/events.ts';
import type { Instrument } from '../../domain/index.ts';
import { createProjector } from '../observe/projector.ts';
import { Checkpointer } from '../recovery/checkpointer.ts';
import { type JournaledRun, restartRun, startRun } from '../testing.ts';
import { createEntryCursor } from '../writer/entry-cursor.ts';
import type { PastRun } from './past-run.ts';

export interface RecordedRun {
  readonly run: JournaledRun;
  readonly past: PastRun;
  /** Writes the state down. */
  checkpoint(): void;
  /** Another process goes on, with the same or other settings; those that changed are told first. */
  restart(settings: EngineSettings, changed?: { changes: readonly SettingChange[]; lanes: readonly LaneName[] }): void;
}

export function recordRun(
  first: EngineSettings,
  options: { readonly instruments?: readonly Instrument[] } = {},
): RecordedRun {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  const journal = new SqliteJournal(database);
  const projections = new SqliteProjectionWriter(database);
  const cursor = createEntryCursor();
  let settings = first;
  const told = {
    ...options,
    journal,
    cursor,
    observer: createProjector(projections, cursor),
    onApplied: (sequence: number) => projections.applied(sequence),
  };
  let run = startRun(settings, told);
  database.commit();
  const connection = opened(path, { readonly: true });
  onTestFinished(() => connection.close());
  return {
    get run() {
      return run;
    },
    get past() {
      database.commit();
      return { journal: new SqliteJournal(connection), reader: readerOn(connection), fromSequence: 1 };
    },
    checkpoint: () => {
      const { engine, writer } = run;
      new Checkpointer({
        engine,
        writer,
        createEngine: () => new Engine(settings),
        monotonicMs: () => 0,
        onFailed,
      }).make();
    },
    restart: (next, changed) => {
      settings = next;
      run = restartRun(next, {
        ...told,
        ...(changed ? { changed: { type: 'settingsChanged', ...changed, actor: 'test' } } : {}),
      });
    },
  };
}

function onFailed(cause: string): never {
  throw new Error(cause);
}
