/** Each write and sync of a run made to fail, by a library preloaded into it. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildShim } from '../../faults/fault-shim.ts';
import { sweepFaults } from '../../faults/sweep-faults.ts';
import type { ChaosCase } from '../session.ts';

const shim = buildShim(mkdtempSync(join(tmpdir(), 'cab-shim-')));
const QUICK_STRIDE = 167;

export const failingWrites: ChaosCase = {
  id: 'IO',
  what: 'EIO, ENOSPC or EROFS from the N-th write or sync of a run, once and from there on',
  problem: 'problem' in shim ? shim.problem : undefined,
  run: async (chaos) => {
    if ('problem' in shim) throw new Error(shim.problem);
    const stride = Math.ceil(QUICK_STRIDE / chaos.scale ** 2);
    const tried = await sweepFaults({ folder: chaos.folder, shim: shim.path, stride, offset: chaos.seed });
    const exits = tried.reduce((sum, { result }) => sum + result.sentWhileLost.exits, 0);
    const violations = tried.flatMap(({ fault, result }) =>
      result.violations.map((line) => `${JSON.stringify(fault)}: ${line}`),
    );
    return {
      runs: tried.length,
      counts: `one call in ${stride}, ${exits} exits while the storage was lost`,
      violations,
    };
  },
};
