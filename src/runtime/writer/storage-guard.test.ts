import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../domain/index.ts';
import { StorageFailure, type StorageFailureCode } from '../../ports/index.ts';
import { aCandle, buy, engineSettings, scripted, sell } from '../../../test/support/build.ts';
import { Inbox } from './inbox.ts';
import { type Refuge, StorageGuard } from './storage-guard.ts';
import { startRun } from '../testing.ts';

/** A disk: `hasSpace` without the ballast, `hasBallastSpace` once it was given back. */
function aGuard({ report, refuge }: { report?: (event: EngineEvent) => void; refuge?: Refuge } = {}) {
  const disk = { hasSpace: true, hasBallastSpace: true, isHeld: true, calls: [] as string[] };
  const reports: EngineEvent[] = [];
  const reserve = {
    release: () => {
      disk.calls.push('release');
      disk.isHeld = false;
    },
    restore: () => {
      disk.calls.push('restore');
      disk.isHeld = disk.hasSpace;
      return disk.isHeld;
    },
  };
  const guard = new StorageGuard({
    reserve,
    report: report ?? ((event) => void reports.push(event)),
    ...(refuge && { refuge }),
  });
  const write = (): number => {
    if (!disk.hasSpace && (disk.isHeld || !disk.hasBallastSpace)) throw new StorageFailure('full', 'the disk is full');
    return disk.calls.push('flush');
  };
  return { guard, disk, write, reports };
}

/** Keeps everything up to entry 7. */
function aRefuge() {
  const calls: string[] = [];
  return { calls, save: () => 6 + Math.min(1, calls.push('save')), clear: () => void calls.push('clear') };
}

function failing(code: StorageFailureCode): never {
  throw new StorageFailure(code, 'no');
}

function defect(): never {
  throw Object.assign(new TypeError('ours'), { code: 'full' });
}

/** A journal within the process fails in the call, a server in its answer. */
const FORMS: readonly (readonly [string, (flush: () => number) => () => number | Promise<number>])[] = [
  ['at once', (flush) => flush],
  ['later', (flush) => async () => flush()],
];

const isBack = (cause: string) => ({ type: 'storageChanged', isWritable: true, cause });
const lost = { type: 'storageChanged', isWritable: false, cause: 'no new positions: the disk is full' };

describe.each(FORMS)('StorageGuard, answered %s', (_form, inForm) => {
  it('stays out of the way while there is space', async () => {
    const { guard, disk, write, reports } = aGuard();
    expect(await guard.flush(inForm(write))).toBe(1);
    guard.tend();
    expect(disk.calls).toEqual(['flush']);
    expect(reports).toEqual([]);
    expect(guard.isWritable).toBe(true);
  });

  it('gives the ballast back on a full disk, flushes, and tells the engine once', async () => {
    const { guard, disk, write, reports } = aGuard();
    disk.hasSpace = false;
    await guard.flush(inForm(write));
    await guard.flush(inForm(write));
    expect(disk.calls).toEqual(['release', 'flush', 'flush']);
    expect(reports).toEqual([lost]);
    expect(guard).toMatchObject({ isWritable: false, cause: 'the disk is full' });
  });

  it('takes the ballast back when there is space, and says that positions may be opened again', async () => {
    const { guard, disk, write, reports } = aGuard();
    disk.hasSpace = false;
    await guard.flush(inForm(write));
    guard.tend();
    expect(guard.isWritable).toBe(false);
    disk.hasSpace = true;
    guard.tend();
    guard.tend();
    expect(disk.calls.filter((call) => call === 'restore')).toHaveLength(2);
    expect(guard.isWritable).toBe(true);
    expect(reports).toEqual([lost, isBack('there is space on the disk again')]);
  });

  it('fails when even the ballast does not help, having told the engine', async () => {
    const { guard, disk, write, reports } = aGuard();
    disk.hasSpace = false;
    disk.hasBallastSpace = false;
    for (const _again of [1, 2]) {
      await expect((async () => guard.flush(inForm(write)))()).rejects.toThrow('the disk is full');
    }
    expect(reports).toEqual([lost]);
  });

  it.each(['corrupt', 'removed', 'locked'] satisfies StorageFailureCode[])(
    'passes a %s failure on: nothing may be written there any more',
    async (code) => {
      const { guard, disk, reports } = aGuard({ refuge: aRefuge() });
      await expect((async () => guard.flush(inForm(() => failing(code))))()).rejects.toThrow('no');
      expect(disk.calls).toEqual([]);
      expect(reports).toEqual([]);
    },
  );

  it.each(['readOnly', 'busy', 'other'] satisfies StorageFailureCode[])(
    'takes entries to the refuge on a %s failure, and back once the storage takes them',
    async (code) => {
      const refuge = aRefuge();
      const { guard, disk, write, reports } = aGuard({ refuge });
      expect(await guard.flush(inForm(() => failing(code)))).toBe(7);
      guard.tend();
      expect(await guard.flush(inForm(() => failing(code)))).toBe(7);
      expect(guard).toMatchObject({ isWritable: false, cause: 'no' });
      expect(refuge.calls).toEqual(['save', 'save']);
      await guard.flush(inForm(write));
      expect(refuge.calls).toEqual(['save', 'save', 'clear']);
      guard.tend();
      expect(guard.isWritable).toBe(true);
      expect(disk.calls).not.toContain('release');
      expect(reports).toEqual([
        { type: 'storageChanged', isWritable: false, cause: 'no new positions: no' },
        { type: 'storageChanged', isWritable: true, cause: 'the storage takes entries again' },
      ]);
    },
  );

  it('takes entries to the refuge when even the ballast does not help, and waits for space after that', async () => {
    const refuge = aRefuge();
    const { guard, disk, write } = aGuard({ refuge });
    disk.hasSpace = false;
    disk.hasBallastSpace = false;
    expect(await guard.flush(inForm(write))).toBe(7);
    expect(disk.calls).toEqual(['release']);
    disk.hasBallastSpace = true;
    await guard.flush(inForm(write));
    guard.tend();
    expect(refuge.calls).toEqual(['save', 'clear']);
    expect(guard.isWritable).toBe(false);
    disk.hasSpace = true;
    guard.tend();
    expect(guard.isWritable).toBe(true);
  });

  it('fails with why the storage refused once the refuge is used up', async () => {
    const { guard } = aGuard({ refuge: { save: () => failing('full'), clear: () => undefined } });
    await expect((async () => guard.flush(inForm(() => failing('other'))))()).rejects.toThrow('no');
  });

  it('goes on with what an earlier process has lost, until there is space', () => {
    const { guard, disk, reports } = aGuard();
    disk.hasSpace = false;
    guard.takeOver();
    guard.tend();
    expect(guard.isWritable).toBe(false);
    disk.hasSpace = true;
    guard.tend();
    expect(guard.isWritable).toBe(true);
    expect(reports).toEqual([isBack('there is space on the disk again')]);
  });

  it('says with what an earlier process has lost why nothing is opened', () => {
    const { guard } = aGuard();
    guard.takeOver();
    expect(guard.cause).toBe('the storage took no entries before this start');
  });

  it('that refused for another reason is written to again without a reserve', async () => {
    const { guard, disk, write, reports } = aGuard({ refuge: aRefuge() });
    await guard.flush(inForm(() => failing('readOnly')));
    await guard.flush(inForm(write));
    disk.hasSpace = false;
    guard.tend();
    expect([guard.isWritable, reports.at(-1)]).toEqual([true, isBack('the storage takes entries again')]);
  });

  it('passes damage on that is found when the ballast was given back', async () => {
    const refuge = aRefuge();
    const { guard } = aGuard({ refuge });
    const codes: StorageFailureCode[] = ['full', 'corrupt'];
    const flush = inForm(() => failing(codes.shift() ?? 'other'));
    await expect((async () => guard.flush(flush))()).rejects.toMatchObject({ code: 'corrupt' });
    expect(refuge.calls).toEqual([]);
  });

  it('ends the run with the cause where there is no refuge', async () => {
    const { guard, reports } = aGuard();
    await expect((async () => guard.flush(inForm(() => failing('readOnly'))))()).rejects.toThrow('no');
    expect(reports).toEqual([{ type: 'storageChanged', isWritable: false, cause: 'no new positions: no' }]);
  });

  it('that is damaged opens nothing any more, however much space there is', async () => {
    const { guard, disk, write, reports } = aGuard();
    disk.hasSpace = true;
    guard.condemn('the database is damaged');
    guard.tend();
    await guard.flush(inForm(write));
    guard.tend();
    expect([guard.isWritable, guard.cause]).toEqual([false, 'the database is damaged']);
    expect(reports).toEqual([
      { type: 'storageChanged', isWritable: false, cause: 'no new positions: the database is damaged' },
    ]);
    // A disk that fills and is emptied again changes nothing about that.
    disk.hasSpace = false;
    await guard.flush(inForm(write));
    disk.hasSpace = true;
    guard.tend();
    expect([guard.isWritable, reports.length]).toEqual([false, 1]);
  });

  it('passes a defect on', async () => {
    const { guard, disk } = aGuard();
    await expect((async () => guard.flush(inForm(defect)))()).rejects.toThrow(TypeError);
    expect(disk.calls).toEqual([]);
  });
});

describe('a run on a disk that fills', () => {
  it('opens nothing, leaves what it holds, and opens again once there is space', () => {
    const inbox = new Inbox();
    const { guard, disk, write } = aGuard({ report: inbox.push });
    const run = startRun(engineSettings(scripted({ 0: buy(), 2: sell(), 4: buy(), 7: buy() })), {
      inbox,
      guardFlush: (flush) => {
        void guard.flush(write);
        return flush();
      },
    });
    run.play([aCandle(0), aCandle(1)]);
    disk.hasSpace = false;
    run.play([2, 3, 4, 5].map((index) => aCandle(index)));
    run.writer.drain(run.writer.timeMs);
    expect(run.fills()).toEqual(['c0-0 9.99 100', 'c0-1 9.99 100']);
    expect(run.engine.view.lanes[0]?.outcome.denials).toEqual([]);
    disk.hasSpace = true;
    guard.tend();
    run.writer.drain(run.writer.timeMs);
    run.play([6, 7, 8].map((index) => aCandle(index)));
    expect(run.fills()).toHaveLength(3);
  });
});
