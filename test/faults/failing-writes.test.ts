/** Writes and syncs that fail under a paper run, one after the other; `npm run chaos` tries every one of them. */
import { describe, expect, it } from 'vitest';
import { mountProblem, mountedFolder } from '../../src/adapters/storage/testing/mounted-folder.ts';
import { temporaryFolder } from '../../src/adapters/storage/testing/temporary-folder.ts';
import { type Fault, buildShim } from './fault-shim.ts';
import { type Tried, sweepFaults } from './sweep-faults.ts';

const STRIDE = 167;

function isLasting({ count }: Fault): boolean {
  return count > 1;
}

function exits(tried: readonly Tried[]): number {
  return tried.reduce((sum, { result }) => sum + result.sentWhileLost.exits, 0);
}

describe('failing writes and syncs', () => {
  it('lose no order that reached the exchange, and let exits go on while the emergency file can be written', async ({
    skip,
  }) => {
    // In memory where that can be had: a disk would be waited for some thousand times.
    const base = mountProblem === undefined ? mountedFolder('64m') : temporaryFolder();
    const shim = buildShim(base);
    if ('problem' in shim) return skip(shim.problem);
    const tried = await sweepFaults({ folder: base, shim: shim.path, stride: STRIDE });
    expect(tried.filter(({ result }) => result.violations.length > 0)).toEqual([]);
    // A single failure is over at the next commit: the run goes on to its end, or never began.
    const passing = tried.filter(({ fault }) => !isLasting(fault) && fault.except !== undefined);
    expect(new Set(passing.map(({ result }) => result.outcome))).toEqual(new Set(['refused', 'ended']));
    expect(exits(tried.filter(({ fault }) => isLasting(fault) && fault.except !== undefined))).toBeGreaterThan(0);
    expect(exits(tried.filter(({ fault }) => isLasting(fault) && fault.except === undefined))).toBe(0);
    return undefined;
  }, 240_000);
});
