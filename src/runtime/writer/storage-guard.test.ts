import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../domain/index.ts';
import { StorageFailure, type StorageFailureCode } from '../../ports/index.ts';
import { aCandle, buy, engineSettings, scripted, sell } from '../../../test/support/build.ts';
import type { Session } from './writer.ts';
import { StorageGuard } from './storage-guard.ts';
import { startRun } from '../testing.ts';

/** A disk: `hasSpace` without the ballast, `hasBallastSpace` once it was given back. */
function aGuard() {
  const disk = { hasSpace: true, hasBallastSpace: true, isHeld: true, calls: [] as string[] };
  const guard = new StorageGuard({
    release: () => {
      disk.calls.push('release');
      disk.isHeld = false;
    },
    restore: () => {
      disk.calls.push('restore');
      disk.isHeld = disk.hasSpace;
      return disk.isHeld;
    },
  });
  const commit = (): void => {
    if (disk.hasSpace || (!disk.isHeld && disk.hasBallastSpace)) disk.calls.push('commit');
    else throw new StorageFailure('full', 'the disk is full');
  };
  const reports: EngineEvent[] = [];
  guard.attach({ report: (event: EngineEvent) => void reports.push(event) } as unknown as Session);
  return { guard, disk, commit, reports };
}

const lost = { type: 'storageChanged', isWritable: false, cause: 'no new positions: the disk is full' };

describe('StorageGuard', () => {
  it('stays out of the way while there is space', () => {
    const { guard, disk, commit, reports } = aGuard();
    guard.commit(commit);
    guard.tend();
    expect(disk.calls).toEqual(['commit']);
    expect(reports).toEqual([]);
    expect(guard.isWritable).toBe(true);
  });

  it('gives the ballast back on a full disk, commits, and tells the engine once', () => {
    const { guard, disk, commit, reports } = aGuard();
    disk.hasSpace = false;
    guard.commit(commit);
    guard.commit(commit);
    expect(disk.calls).toEqual(['release', 'commit', 'commit']);
    expect(reports).toEqual([lost]);
    expect(guard).toMatchObject({ isWritable: false, cause: 'the disk is full' });
  });

  it('takes the ballast back when there is space, and says that positions may be opened again', () => {
    const { guard, disk, commit, reports } = aGuard();
    disk.hasSpace = false;
    guard.commit(commit);
    guard.tend();
    expect(guard.isWritable).toBe(false);
    disk.hasSpace = true;
    guard.tend();
    guard.tend();
    expect(disk.calls.filter((call) => call === 'restore')).toHaveLength(2);
    expect(guard.isWritable).toBe(true);
    expect(reports).toEqual([lost, expect.objectContaining({ type: 'storageChanged', isWritable: true })]);
  });

  it('fails when even the ballast does not help, having told the engine', () => {
    const { guard, disk, commit, reports } = aGuard();
    disk.hasSpace = false;
    disk.hasBallastSpace = false;
    expect(() => guard.commit(commit)).toThrow('the disk is full');
    expect(reports).toEqual([lost]);
  });

  it.each(['readOnly', 'corrupt', 'other'] satisfies StorageFailureCode[])(
    'passes a %s failure on: space would not help',
    (code) => {
      const { guard, disk, reports } = aGuard();
      const fail = (): void => {
        throw new StorageFailure(code, 'no');
      };
      expect(() => guard.commit(fail)).toThrow('no');
      expect(disk.calls).toEqual([]);
      expect(reports).toEqual([]);
    },
  );

  it('passes a defect on', () => {
    const { guard } = aGuard();
    expect(() =>
      guard.commit(() => {
        throw new TypeError('ours');
      }),
    ).toThrow(TypeError);
  });
});

describe('a run on a disk that fills', () => {
  it('opens nothing, leaves what it holds, and opens again once there is space', () => {
    const { guard, disk, commit } = aGuard();
    const run = startRun(engineSettings(scripted({ 0: buy(), 2: sell(), 4: buy(), 7: buy() })), {
      guardCommit: () => guard.commit(commit),
    });
    guard.attach(run.session);
    run.play([aCandle(0), aCandle(1)]);
    disk.hasSpace = false;
    run.play([2, 3, 4, 5].map((index) => aCandle(index)));
    run.session.drain(run.session.timeMs);
    expect(run.fills()).toEqual(['c0-0 9.99 100', 'c0-1 9.99 100']);
    expect(run.engine.view.lanes[0]?.outcome.denials).toEqual([]);
    disk.hasSpace = true;
    guard.tend();
    run.session.drain(run.session.timeMs);
    run.play([6, 7, 8].map((index) => aCandle(index)));
    expect(run.fills()).toHaveLength(3);
  });
});
