/** A change that a test has noticed need not be tried again because other tests have changed. */
import { describe, expect, it } from 'vitest';
import { killOf, stillKilled } from '../../tools/mutants/judge/judge.ts';
import { findMutants } from '../../tools/mutants/make/find-mutants.ts';

const [mutant = expect.fail()] = findMutants('a.ts', 'if (a < b) f();');

function planJudgedBy(judges: Readonly<Record<string, string>>) {
  return { mutant, tests: [], files: [], key: '', change: '', judges: new Map(Object.entries(judges)) };
}

const BEFORE = planJudgedBy({ 'a.test.ts': 'one', 'b.test.ts': 'two' });

describe('a change that a test has noticed', () => {
  const kill = killOf(BEFORE, { status: 'killed', by: 'a.test.ts: does it' });

  it('is noticed as long as that test is as it was', () => {
    const known = { status: 'killed', by: 'a.test.ts: does it' };
    expect(stillKilled(planJudgedBy({ 'a.test.ts': 'one', 'b.test.ts': 'other' }), kill)).toEqual(known);
    expect(stillKilled(planJudgedBy({ 'a.test.ts': 'other', 'b.test.ts': 'two' }), kill)).toBeUndefined();
    expect(stillKilled(planJudgedBy({ 'b.test.ts': 'two' }), kill)).toBeUndefined();
  });

  it.each([
    ['survived', ''],
    ['endless', 'a.test.ts: does it'],
    ['killed', 'gone.test.ts: does it'],
  ] as const)('is not one that %s by "%s"', (status, by) => {
    const kept = killOf(BEFORE, { status, by });
    expect([kept, stillKilled(BEFORE, kept)]).toEqual([undefined, undefined]);
  });
});
