import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteAuditLog } from '../../adapters/storage/index.ts';
import { aLongRun, allEntries, keptEntries, problemsOf } from '../../adapters/storage/testing/archived-run.ts';
import { anEntry } from '../../adapters/storage/testing/sample-entries.ts';
import type { Notify } from '../../domain/index.ts';
import { ArchiveKeeper, keptOf } from './archive-keeper.ts';
import { paperSettings, temporaryFolder } from './testing/paper-bench.ts';

const SEGMENT = 1000;

/** A keeper over 2,500 entries, whose pauses end when they are told to, or by themselves. */
function aKeeper({ isHeld: begunHeld = false, kept = true } = {}) {
  const run = aLongRun({ entries: 2500, checkpointEvery: 100, commitEvery: 7 });
  const notices: Notify[] = [];
  const state = { sequence: 2500, isWritable: true, monotonicMs: 0, pauses: 0 };
  let isHeld = begunHeld;
  let goOn: (() => void) | undefined;
  let onPause: (() => void) | undefined;
  const keeper = new ArchiveKeeper({
    database: run.database,
    audit: new SqliteAuditLog(run.database),
    kept: () => (kept ? keptEntries({ keptEntries: 100, segmentEntries: SEGMENT, provenSequence: 4000 }) : undefined),
    sequence: () => state.sequence,
    isStorageWritable: () => state.isWritable,
    nowMs: () => 1,
    monotonicMs: () => state.monotonicMs,
    onNotice: (notice) => notices.push(notice),
    pause: async () => {
      state.pauses += 1;
      if (!isHeld) return;
      await new Promise<void>((resolve) => {
        goOn = resolve;
        onPause?.();
      });
    },
  });
  /** Lets it come to its next pause, so many times. */
  const step = async (count: number): Promise<void> => {
    for (let taken = 0; taken < count; taken += 1) {
      const reached = new Promise<void>((resolve) => (onPause = resolve));
      goOn?.();
      await reached;
    }
  };
  /** Lets it go on from the pause that it is in, to its end. */
  const finish = async (): Promise<void> => {
    isHeld = false;
    goOn?.();
    await keeper.settled();
  };
  return { ...run, keeper, notices, state, step, finish };
}

describe('the keeper of archives', () => {
  it('looks once a start is over, and again after a tenth of a file', async () => {
    const { keeper, journal, state, notices } = aKeeper();
    keeper.tend();
    await keeper.settled();
    expect(state.pauses).toBe(0);
    state.monotonicMs = 10_000;
    keeper.tend();
    await keeper.settled();
    expect(journal.archived).toBe(2002);
    expect(notices.map(({ level, code, message }) => `${level} ${code} ${message}`)).toEqual([
      expect.stringMatching(
        /^info journalArchived journal entries 1 to 1001 were archived as cab\.db-[0-9a-f]{8}-run-1-.*kB$/,
      ),
      expect.stringMatching(/^info journalArchived journal entries 1002 to 2002 /),
    ]);
    for (let sequence = 2501; sequence <= 4000; sequence += 1) {
      journal.append(anEntry(sequence, sequence % 100 === 0 ? { type: 'checkpointMade', state: '{}' } : undefined));
      if (sequence % 50 === 0) journal.flush();
    }
    state.sequence += SEGMENT / 10 - 1;
    keeper.tend();
    await keeper.settled();
    expect(journal.archived).toBe(2002);
    state.sequence += 1;
    keeper.tend();
    await keeper.settled();
    expect(journal.archived).toBe(3050);
  });

  it('gives way after a thousand entries written, and five hundred deleted', async () => {
    const { keeper, state, journal } = aKeeper();
    state.sequence += SEGMENT;
    keeper.tend();
    await keeper.settled();
    expect(journal.archived).toBe(2002);
    // Of each of two files: planned, two blocks written, two read back, three times some deleted, and what lies between.
    expect(state.pauses).toBeGreaterThanOrEqual(2 * (1 + 2 + 2 + 3));
  });

  it.each([1, 3, 5, 7, 9])('that is stopped at step %i touches nothing from then on', async (steps) => {
    const { keeper, state, step, finish, database, journal, path, notices } = aKeeper({ isHeld: true });
    state.sequence += SEGMENT;
    keeper.tend();
    await step(steps);
    const rows = () => database.connection.prepare('SELECT count(*), max(sequence) FROM journal').raw().get();
    const before = rows();
    keeper.stop();
    await finish();
    expect(rows()).toEqual(before);
    expect(notices).toEqual([]);
    expect(allEntries(journal)).toHaveLength(2500);
    expect(problemsOf(path)).toEqual([]);
    keeper.tend();
    expect(await keeper.settled()).toBeUndefined();
  });

  it('leaves a storage alone that takes nothing, also when that happens meanwhile', async () => {
    const { keeper, state, step, finish, journal } = aKeeper({ isHeld: true });
    state.isWritable = false;
    state.sequence += SEGMENT;
    keeper.tend();
    expect(state.pauses).toBe(0);
    state.isWritable = true;
    keeper.tend();
    await step(2);
    state.isWritable = false;
    await finish();
    expect(journal.archived).toBe(0);
  });

  it('says once why it cannot, and tries again', async () => {
    const { keeper, state, notices, path, journal } = aKeeper();
    writeFileSync(join(dirname(path), 'archive'), '');
    for (let times = 0; times < 2; times += 1) {
      state.sequence += SEGMENT;
      keeper.tend();
      await keeper.settled();
    }
    expect(notices.map(({ level, code, message }) => `${level} ${code} ${message}`)).toEqual([
      expect.stringMatching(
        /^warning archiveFailed the journal could not be archived, everything stays in the database/,
      ),
    ]);
    rmSync(join(dirname(path), 'archive'));
    state.sequence += SEGMENT;
    keeper.tend();
    await keeper.settled();
    expect(journal.archived).toBe(2002);
  });

  it('does nothing where the journal is kept as a whole', async () => {
    const { keeper, state } = aKeeper({ kept: false });
    state.monotonicMs = 10_000;
    state.sequence += 10 * SEGMENT;
    keeper.tend();
    await keeper.settled();
    keeper.tend();
    await keeper.settled();
    expect(state.pauses).toBe(0);
  });
});

/** A run with a checkpoint of its own, and one that it began with. */
function aRun(changes: Partial<Parameters<typeof keptOf>[1]> = {}): Parameters<typeof keptOf>[1] {
  return {
    engine: { lookbackMsOf: () => 5 * 86_400_000 },
    journal: { durable: 900 },
    firstSequence: 3,
    checkpointer: { latest: 800 },
    begunWith: 400,
    ...changes,
  };
}

describe('what a run keeps', () => {
  it('is what the settings say, and what strategies learn again from', () => {
    const settings = paperSettings(temporaryFolder(), {
      JOURNAL_KEEP_DAYS: '2',
      JOURNAL_KEEP_ENTRIES: '5000',
      ARCHIVE_FILE_ENTRIES: '2000',
    });
    const kept = { runSequence: 3, provenSequence: 800, keptEntries: 5000, segmentEntries: 2000 };
    expect(keptOf(settings, aRun())).toEqual({ ...kept, keptMs: 5 * 86_400_000 });
    expect(keptOf(settings, aRun({ engine: { lookbackMsOf: () => 0 } }))).toEqual({ ...kept, keptMs: 2 * 86_400_000 });
  });

  it('counts on a checkpoint once it is durable, and on the one of the start before', () => {
    const settings = paperSettings(temporaryFolder());
    expect(keptOf(settings, aRun({ journal: { durable: 799 } }))?.provenSequence).toBe(400);
    expect(keptOf(settings, aRun({ checkpointer: { latest: undefined } }))?.provenSequence).toBe(400);
    expect(keptOf(settings, aRun({ checkpointer: { latest: undefined }, begunWith: undefined }))?.provenSequence).toBe(
      undefined,
    );
  });

  it('is everything where JOURNAL_KEEP_DAYS is 0', () => {
    expect(keptOf(paperSettings(temporaryFolder(), { JOURNAL_KEEP_DAYS: '0' }), aRun())).toBeUndefined();
  });
});
