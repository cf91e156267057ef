/** A few of the flips that `node tools/integrity/run.ts` makes a thousand of. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { flipMany } from '../../tools/integrity/flip-many.ts';
import { makeSampleRun } from '../../tools/integrity/sample-run.ts';

const SEED = 20;

it(`a flipped bit is named at the start or means nothing (seed ${SEED})`, { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flips-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = await makeSampleRun(folder, 1500);
  const outcomes = flipMany({ run, scratch: join(folder, 'copy'), count: 40, seed: SEED });
  expect(outcomes.filter(({ verdict }) => verdict !== 'start' && verdict !== 'harmless')).toEqual([]);
  for (const file of ['bot.db', 'bot.db-wal']) {
    expect(outcomes.some(({ flip, verdict }) => flip.file === file && verdict === 'start')).toBe(true);
  }
});
