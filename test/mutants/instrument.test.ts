/** One text that behaves as the original, and as each mutant when that is switched on. */
import { stripTypeScriptTypes } from 'node:module';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { findMutants } from '../../tools/mutants/make/find-mutants.ts';
import { instrument } from '../../tools/mutants/make/instrument.ts';
import { mutantSwitch } from '../../tools/mutants/worker/mutant-switch.ts';

type Run = (...values: unknown[]) => unknown;

/** The function `f` of the code, with its mutants in it. */
function running(code: string, mode: 'running' | 'measuring' = 'running'): Run {
  const instrumented = instrument(code, findMutants('a.ts', code), mode).replace(/^import [^;]*;/, '');
  const body = stripTypeScriptTypes(instrumented);
  return (runInThisContext(`(__m) => { ${body}; return f; }`) as Run)(mutantSwitch) as Run;
}

/** What `f` gives under each mutant, by what the mutant puts there. */
function answers(code: string, ...values: unknown[]): Record<string, unknown> {
  const f = running(code);
  const found: Record<string, unknown> = {};
  for (const { id, replacement } of findMutants('a.ts', code)) {
    mutantSwitch.at = id;
    found[replacement] = f(...values);
  }
  mutantSwitch.at = -1;
  return found;
}

describe('instrumented code', () => {
  it.each([
    ['function f(a: number, b: number): number { return a * (b + 1) - 2; }', [3, 4], 13],
    ['function f(a?: { b: { c: number } }) { return a?.b.c ?? 9; }', [undefined], 9],
    [
      'function f(a: boolean): string { if (a) g(); else h(); return s; function g() { s = "g"; } function h() { s = "h"; } } let s = "";',
      [false],
      'h',
    ],
    [
      'const f = (a: readonly number[]) => ({ most: Math.max(...a), sum: a.reduce((x, y) => x + y, 0) });',
      [[1, 2]],
      { most: 2, sum: 3 },
    ],
  ])('without a mutant is the original: %s', (code, values, expected) => {
    expect(running(code)(...values)).toEqual(expected);
  });

  it('is each mutant in its turn, also where one stands inside another', () => {
    expect(answers('function f(a, b) { return a < b && a + b === 3; }', 1, 2)).toEqual({
      true: true,
      false: false,
      'a < b': true,
      'a + b === 3': true,
      'a < b || a + b === 3': true,
      'a <= b': true,
      'a - b': false,
    });
  });

  it('leaves out a statement without taking an else from another', () => {
    const code =
      'function f(a, b) { let s = ""; if (a) if (b) add("x"); else add("y"); return s; function add(t) { s += t; } }';
    expect(running(code)(true, false)).toBe('y');
    expect(running(code)(false, false)).toBe('');
  });

  it('writes down what is come across, and nothing else', () => {
    const f = running('function f(a) { return a ? 1 + a : 2 * a; }', 'measuring');
    const idsOf = (a: number): number => {
      mutantSwitch.hits = new Set();
      f(a);
      return mutantSwitch.hits.size;
    };
    expect(mutantSwitch.at).toBe(-1);
    expect(idsOf(1)).toBe(5);
    expect(idsOf(0)).toBe(5);
  });
});
