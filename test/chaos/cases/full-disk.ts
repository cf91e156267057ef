/** C4: disks of all sizes that fill up. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mountMemory, mountProblem, unmount } from '../../../src/adapters/storage/testing/mount.ts';
import { judgeFiles } from '../oracle.ts';
import { type Chaos, type ChaosCase, aSession, finish, lastWords, movedSession, start } from '../session.ts';

const TOO_SMALL = ['600k', '1m', '2m'];
const SIZES = ['3m', '4m', '8m', '16m', '32m', '64m'];
const FEW = ['4m', '16m'];
/** The whole session fits. */
const ENOUGH_MB = 16;

interface Outcome {
  readonly violations: string[];
  readonly exits: number;
  readonly code: number | null;
  readonly hasRecovered: boolean;
}

export const fullDisk: ChaosCase = {
  id: 'C4',
  what: 'a disk of 600 kB to 64 MB that somebody else fills, and empties again',
  problem: mountProblem,
  run: async (chaos) => {
    const violations: string[] = [];
    let [runs, refused, exits, recovered] = [0, 0, 0, 0];
    const codes = new Map<number | null, number>();
    for (const size of TOO_SMALL) {
      const { code, said } = await tooSmall(chaos, size);
      runs += 1;
      if (code === 74 && /full/.test(said)) refused += 1;
      else violations.push(`a disk of ${size}: ended with ${code}: ${said}`);
    }
    for (let round = 0; round < chaos.scale; round += 1) {
      for (const size of chaos.scale > 1 ? SIZES : FEW) {
        for (const isEmptied of [false, true]) {
          const outcome = await fill(chaos, size, isEmptied);
          runs += 1;
          violations.push(...outcome.violations.map((line) => `${size}: ${line}`));
          exits += outcome.exits;
          codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
          if (outcome.hasRecovered) recovered += 1;
        }
      }
    }
    const ends = [...codes].map(([code, count]) => `${count} with code ${code}`).join(', ');
    const counts = `${refused} too small and refused, ${exits} notices of lost storage, ${recovered} opened positions again, ended ${ends}`;
    return { runs, counts, violations };
  },
};

async function tooSmall(chaos: Chaos, size: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const disk = mountMemory(size);
  try {
    const ending = await start(chaos, aSession(chaos, { dataFolder: disk })).ended;
    return { code: ending.code, said: lastWords(ending) };
  } finally {
    unmount(disk);
  }
}

async function fill(chaos: Chaos, size: string, isEmptied: boolean): Promise<Outcome> {
  const disk = mountMemory(size);
  const violations: string[] = [];
  try {
    const session = aSession(chaos, { dataFolder: disk, speed: 6000 });
    const life = start(chaos, session);
    if (!(await life.hasSaid('"msg":"run started"'))) {
      const ending = await life.ended;
      return {
        violations: [`it did not start: ${lastWords(ending)}`],
        exits: 0,
        code: ending.code,
        hasRecovered: false,
      };
    }
    await delay(800);
    const filler = join(disk, 'filler');
    const space = Buffer.alloc(64 * 1024 * 1024);
    try {
      writeFileSync(filler, space);
    } catch {
      // Full is what it should be; the part that did fit stays.
    }
    if (!(await life.hasSaid('no new positions'))) violations.push('it was not noticed');
    let hasRecovered = false;
    if (isEmptied) {
      rmSync(filler);
      hasRecovered = await life.hasSaid('there is space on the disk again');
      if (!hasRecovered && Number.parseInt(size, 10) >= ENOUGH_MB) violations.push('it did not recover');
    }
    const ending = await life.ended;
    const mayEnd = !isEmptied || Number.parseInt(size, 10) < ENOUGH_MB;
    if (ending.code !== 0 && !(mayEnd && ending.code === 74))
      violations.push(`ended with ${ending.code}: ${lastWords(ending)}`);
    if (existsSync(`${session.database}.rescued`)) violations.push('a rescued database on a full disk');
    const moved = movedSession(session);
    await finish(chaos, moved, violations);
    violations.push(...judgeFiles(moved.database).violations);
    return { violations, exits: ending.stderr.split('no new positions').length - 1, code: ending.code, hasRecovered };
  } finally {
    unmount(disk);
  }
}
