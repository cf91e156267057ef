/** The cut of `npm run chaos` that is part of every test run. */
import { describe, expect, it } from 'vitest';
import { CASES } from './cases/index.ts';
import { runCase } from './run-case.ts';

const SEED = 11;

/** `failing-writes.test.ts` does the same with the same library. */
const cut = CASES.filter(({ id }) => id !== 'IO');

describe('the real program under chaos', () => {
  it.each(cut.filter(({ problem }) => problem === undefined))('$id: $what', { timeout: 240_000 }, async (one) => {
    const { runs, violations } = await runCase(one, { scale: 1, seed: SEED });
    expect(violations).toEqual([]);
    expect(runs).toBeGreaterThan(0);
  });

  it.skipIf(true).each(cut.filter(({ problem }) => problem !== undefined))(
    '$id cannot be tried here: $problem',
    () => undefined,
  );
});
