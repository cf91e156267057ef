/** A proof that a change makes no difference speaks of code that is there. */
import { describe, expect, it } from 'vitest';
import { EQUIVALENT } from '../../tools/mutants/equivalent/index.ts';
import { type Proofs, proofOf, staleProofs } from '../../tools/mutants/equivalent/proofs.ts';
import { type Judged, setApart } from '../../tools/mutants/judge/judge.ts';
import { findMutants } from '../../tools/mutants/make/find-mutants.ts';
import { readTargets } from '../../tools/mutants/targets.ts';

const source = 'if (a < b) f();\n\nif (a < b) g();';
const mutants = findMutants('a.ts', source);
const boundaries = mutants.filter(({ operator }) => operator === 'boundary');
const target = { path: 'a.ts', source, mutants };
const change = 'a < b  →  a <= b';

const NO_TESTS = { tests: [], files: [], key: '', change: '', judges: new Map<string, string>() };

function judged(status: Judged['status']): Judged[] {
  return boundaries.map((mutant) => ({ plan: { mutant, ...NO_TESTS }, status, by: 'a test' }));
}

describe('a proof that a change makes no difference', () => {
  it('is found by the change, on the line that it names or on all', () => {
    const everywhere: Proofs = { 'a.ts': [{ changes: [change], why: 'never equal' }] };
    expect(boundaries.map((mutant) => proofOf(everywhere, mutant, source))).toEqual(['never equal', 'never equal']);
    const once: Proofs = { 'a.ts': [{ changes: [change], line: 'if (a < b) g();', why: 'never equal' }] };
    expect(boundaries.map((mutant) => proofOf(once, mutant, source))).toEqual([undefined, 'never equal']);
    expect(proofOf({ 'b.ts': everywhere['a.ts'] ?? [] }, boundaries[0] ?? expect.fail(), source)).toBeUndefined();
  });

  it('is stale when the code has moved on', () => {
    expect(staleProofs({ 'a.ts': [{ changes: [change], why: '' }] }, [target])).toEqual([]);
    expect(staleProofs({ 'a.ts': [{ changes: ['a < c  →  a <= c'], why: '' }] }, [target])).toEqual([
      'a.ts: a < c  →  a <= c',
    ]);
    const elsewhere = { changes: [change], line: 'if (a < b) h();', why: '' };
    expect(staleProofs({ 'a.ts': [elsewhere], 'gone.ts': [{ changes: ['x'], why: '' }] }, [target])).toEqual([
      `a.ts: ${change}`,
      'gone.ts: x',
    ]);
  });

  it('sets a survivor apart, and is refuted by a test that notices', () => {
    const proofs: Proofs = { 'a.ts': [{ changes: [change], why: 'never equal' }] };
    const sources = new Map([['a.ts', source]]);
    expect(setApart(proofs, sources, judged('survived')).results.map(({ status, why }) => [status, why])).toEqual([
      ['equivalent', 'never equal'],
      ['equivalent', 'never equal'],
    ]);
    const { results, refuted } = setApart(proofs, sources, judged('killed'));
    expect(results.map(({ status }) => status)).toEqual(['killed', 'killed']);
    expect(refuted).toEqual([`a.ts:1 ${change}, by a test`, `a.ts:3 ${change}, by a test`]);
    expect(setApart({}, sources, judged('survived')).results.map(({ status }) => status)).toEqual([
      'survived',
      'survived',
    ]);
  });

  it('speaks of a change that is tried, in the code as it is', () => {
    expect(staleProofs(EQUIVALENT, readTargets())).toEqual([]);
  });

  it('says why', () => {
    const reasons = Object.values(EQUIVALENT).flatMap((proofs) => proofs.map(({ why }) => why));
    expect(reasons.filter((why) => why.length < 20)).toEqual([]);
  });
});
