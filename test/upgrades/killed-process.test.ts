/** The process of the later version is killed at its writes and syncs: no commit of it needs to have been made. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../src/adapters/storage/testing/temporary-folder.ts';
import { buildShim, killedAt } from '../faults/fault-shim.ts';
import {
  type Texts,
  UNDER_WAY,
  UPGRADES,
  aRunToTakeOver,
  expectGuarded,
  expectSameHeld,
  letPricesFall,
} from './killed-upgrade.ts';
import type { Bench } from './upgrade-bench.ts';

const TAKING_OVER = fileURLToPath(new URL('taking-over.ts', import.meta.url));
const ALL = process.env['CAB_UPGRADE_POINTS'] === 'all';
/** Of the calls at which it could be killed each so-manieth is; a write in each case falls on another place. */
const STRIDES = ALL ? { write: 1, sync: 1 } : { write: 131, sync: 17 };

/** A copy of what the earlier version left, and the settings with which the later one finds it. */
function copied({ folder, settings }: Bench, name: string): Bench {
  const copy = join(folder, 'killed', name);
  mkdirSync(copy, { recursive: true });
  for (const part of ['bot.db', 'bot.db.head']) cpSync(join(folder, part), join(copy, part));
  return { folder, settings: { ...settings, DATA_DIR: copy } };
}

function takeOver({ settings }: Bench, changed: Texts, environment: Texts) {
  const texts = Object.entries({ ...settings, ...changed }).filter(([, text]) => text !== '');
  return spawnSync(process.execPath, [TAKING_OVER, JSON.stringify(Object.fromEntries(texts))], {
    env: { PATH: '/usr/bin:/bin', ...environment },
    encoding: 'utf8',
  });
}

let [kills, turn] = [0, 0];

describe.each(UPGRADES)('a process that takes over with $name', ({ changed: changedOf }) => {
  it.for(UNDER_WAY)('and with $what is killed', { timeout: 600_000 }, async (underWay, { skip }) => {
    const shim = buildShim(temporaryFolder());
    if ('problem' in shim) return skip(shim.problem);
    const bench = await aRunToTakeOver(underWay);
    const changed = changedOf(bench.folder);
    const left: Bench[] = [];
    for (const kind of ['write', 'sync'] as const) {
      turn += 1;
      for (let from = 1 + (turn % STRIDES[kind]); ; from += STRIDES[kind]) {
        const copy = copied(bench, `${kind}-${from}`);
        const { signal, status, stderr } = takeOver(copy, changed, killedAt(shim.path, { kind, from, part: 'bot.db' }));
        expect([signal, status, stderr]).toEqual([...(status === 0 ? [null, 0] : ['SIGKILL', null]), '']);
        left.push(copy);
        if (status === 0) break;
        kills += 1;
      }
    }
    letPricesFall(bench);
    for (const [at, copy] of left.entries()) {
      const [one, other] = at % 2 === 0 ? [changed, {}] : [{}, changed];
      await expectSameHeld(copy, one);
      await expectSameHeld(copy, other);
      await expectGuarded(copy, one);
    }
    process.stdout.write(`${kills} processes killed so far\n`);
    return undefined;
  });
});
