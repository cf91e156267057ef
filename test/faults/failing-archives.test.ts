/** A process that archives is killed at its writes and syncs, or they fail: nothing is lost, and the next one finishes. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mountProblem, mountedFolder } from '../../src/adapters/storage/testing/mounted-folder.ts';
import { aLongRun } from '../../src/adapters/storage/testing/archived-run.ts';
import { temporaryFolder } from '../../src/adapters/storage/testing/temporary-folder.ts';
import { type FailingCalls, copied, entriesOf, openedAt, violations } from './archiving.ts';
import { buildShim, killedAt } from './fault-shim.ts';

const SCRIPT = fileURLToPath(new URL('archiving.ts', import.meta.url));
/** Of the calls at which it could be ended each so-manieth is tried; syncs are few. */
const STRIDES = { write: 23, sync: 3 } as const;

function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const env = { PATH: '/usr/bin:/bin', ...environment };
  return spawnSync(process.execPath, [SCRIPT, ...args], { env, encoding: 'utf8' });
}

/** A run of 1300 entries, in a folder in memory where that can be had. */
function aRun(base: string): string {
  const path = join(base, 'data', 'cab.db');
  const { database } = aLongRun({ entries: 1300, checkpointEvery: 100, commitEvery: 7 }, path);
  database.close();
  return path;
}

describe('archiving', () => {
  it('that is killed at any write or sync loses nothing', async ({ skip }) => {
    const base = mountProblem === undefined ? mountedFolder('64m') : temporaryFolder();
    const shim = buildShim(base);
    if ('problem' in shim) return skip(shim.problem);
    const path = aRun(base);
    const whole = openedAt(path);
    const expected = entriesOf(whole);
    whole.close();
    for (const kind of ['write', 'sync'] as const) {
      let kills = 0;
      for (let from = 1; ; from += STRIDES[kind]) {
        const copy = copied(path, base);
        const { signal, status, stderr } = run([copy], killedAt(shim.path, { kind, from, part: 'cab.db' }));
        expect([signal, status, stderr]).toEqual([...(status === 0 ? [null, 0] : ['SIGKILL', null]), '']);
        expect(await violations(copy, expected), `${kind} ${from}`).toEqual([]);
        if (status === 0) break;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(3);
    }
    return undefined;
  }, 240_000);

  it('whose writes or syncs fail leaves everything where it was', async ({ skip }) => {
    const base = mountProblem === undefined ? mountedFolder('64m') : temporaryFolder();
    const shim = buildShim(base);
    if ('problem' in shim) return skip(shim.problem);
    const path = aRun(base);
    for (const kind of ['write', 'sync'] as const) {
      for (const errno of ['EIO', 'ENOSPC'] as const) {
        const calls: FailingCalls = { kind, errno, stride: STRIDES[kind] };
        const { stdout, stderr } = run([path, base, JSON.stringify(calls)], { LD_PRELOAD: shim.path });
        expect(stderr).toBe('');
        const { tried, refused, found } = JSON.parse(stdout) as { tried: number; refused: number; found: string[] };
        expect(found).toEqual([]);
        expect(tried).toBeGreaterThan(3);
        expect(refused).toBeGreaterThan(tried / 2);
      }
    }
    return undefined;
  }, 240_000);
});
