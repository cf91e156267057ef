/** One run that is killed twenty times at writes and syncs of its files, and what a replay makes of it. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildShim, killedAt } from '../faults/fault-shim.ts';
import { seededRandom } from '../support/synthetic-candles.ts';
import type { Audit } from './audit.ts';
import { cab, workFolder } from './cab-process.ts';
import { auditJournal, prepareSession } from './paper-session.ts';

const PAPER = fileURLToPath(new URL('../upgrades/taking-over.ts', import.meta.url));
const CANDLES = 900;
/** In each third of the market; at its end the run stops by itself, and leaves a checkpoint. */
const KILLS = [7, 7, 6] as const;

/** Enters and leaves by a count of its own, which only one of the two takes along. */
function counting(keeps: boolean): string {
  return `
import { defineStrategy } from 'crypto-ai-bot/strategy';

export const counting = defineStrategy({
  name: 'counting',
  parameters: {},
  setup({ indicators }) {
    indicators.ema(5);
    let seen = 0;
    const onCandle = ({ candle, position, enterLong, exit }) => {
      seen += 1;
      if (position) return seen % 4 === 0 ? exit({ reason: 'counted ' + seen }) : undefined;
      return seen % 3 === 0 ? enterLong({ reason: 'counted ' + seen, stopPrice: candle.close * 0.98 }) : undefined;
    };
    return ${keeps ? '{ onCandle, save: () => seen, restore: (saved) => { seen = Number(saved); } }' : 'onCandle'};
  },
});
`;
}

interface Bench {
  readonly folder: string;
  readonly shim: string;
  readonly settings: Readonly<Record<string, string>>;
}

function live({ folder, settings }: Bench, database: string, environment: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [PAPER, JSON.stringify({ ...settings, DB_PATH: database })], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment },
    encoding: 'utf8',
  });
}

/** Lets it live up to that candle, killed on the way at calls that the seed chooses. */
function liveKilled(bench: Bench, database: string, { kills, random }: { kills: number; random: () => number }): void {
  for (let kill = 0; kill < kills; kill += 1) {
    const isSync = random() < 0.3;
    // A start alone makes some calls: beyond them it always gets on a little.
    const from = isSync ? 10 + Math.floor(random() * 8) : 45 + Math.floor(random() * 70);
    const at = { kind: isSync ? 'sync' : 'write', from, part: database } as const;
    const { signal, stderr } = live(bench, database, killedAt(bench.shim, at));
    expect([signal, stderr], `kill ${kill}, ${JSON.stringify(at)}`).toEqual(['SIGKILL', '']);
  }
  expect(live(bench, database, {})).toMatchObject({ status: 0, stderr: '' });
}

/** Writes down what the market has been so far. */
function tellMarket(folder: string, whole: ReadonlyMap<string, string>, candles: number): void {
  for (const [name, text] of whole) {
    const [head = '', ...rows] = text.split('\n');
    writeFileSync(join(folder, name), [head, ...rows.slice(0, candles), ''].join('\n'));
  }
}

function audited({ folder }: Bench, database: string): Audit {
  return auditJournal(join(folder, database));
}

describe('a run that is killed twenty times', () => {
  it.for([
    ['keeps its state', true],
    ['keeps nothing', false],
  ] as const)('is replayed as it happened where its strategy %s', { timeout: 240_000 }, async ([, keeps], { skip }) => {
    const folder = workFolder();
    const shim = buildShim(folder);
    if ('problem' in shim) return skip(shim.problem);
    const prepared = prepareSession(folder, { seed: 23, count: CANDLES });
    writeFileSync(join(folder, 'counting.ts'), counting(keeps));
    const bench = { folder, shim: shim.path, settings: { ...prepared, STRATEGY: join(folder, 'counting.ts') } };
    expect(live(bench, 'calm.db', {})).toMatchObject({ status: 0, stderr: '' });
    const whole = new Map(['btc.csv', 'eth.csv'].map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    const random = seededRandom(keeps ? 1 : 2);
    for (const [third, kills] of KILLS.entries()) {
      tellMarket(folder, whole, ((third + 1) * CANDLES) / KILLS.length);
      liveKilled(bench, 'killed.db', { kills, random });
    }
    const { code, stdout } = await cab(folder, ['replay', '--db', 'killed.db', '--json']);
    expect(code, stdout).toBe(0);
    const [calm, killed] = [audited(bench, 'calm.db'), audited(bench, 'killed.db')];
    expect(killed.resumes).toBeGreaterThan(10);
    expect(killed).toMatchObject({ mismatches: 0, repeatedIds: [], unprotected: [] });
    if (keeps) expect(killed.ledger).toEqual(calm.ledger);
    else expect(killed.ledger.fills).not.toEqual(calm.ledger.fills);
    return undefined;
  });
});
