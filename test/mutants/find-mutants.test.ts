/** What is tried on a piece of code, operator by operator. */
import { describe, expect, it } from 'vitest';
import { findMutants } from '../../tools/mutants/make/find-mutants.ts';

/** Each mutant as `what stands there → what is put there`. */
function tried(code: string, operator?: string): string[] {
  return findMutants('a.ts', code)
    .filter((mutant) => operator === undefined || mutant.operator === operator)
    .map(({ start, end, replacement }) => `${code.slice(start, end)} → ${replacement}`);
}

describe('operators', () => {
  it.each([
    ['boundary', 'f(a < b, c >= d);', ['a < b → a <= b', 'c >= d → c > d']],
    ['boundary', 'f((a ?? b) < c);', ['(a ?? b) < c → (a ?? b) <= c']],
    ['condition', 'if (a) b();', ['a → true', 'a → false']],
    ['condition', 'const isLimit = a !== b;', ['a !== b → true', 'a !== b → false']],
    ['condition', 'const x = a ? 1 : 2;', ['a → true', 'a → false']],
    ['condition', 'while (a < b) step();', ['a < b → false']],
    ['condition', 'while (true) step();', []],
    ['logical', 'f(a && b);', ['a && b → a', 'a && b → b', 'a && b → a || b']],
    ['logical', 'f(a ?? b);', ['a ?? b → a', 'a ?? b → b']],
    ['arithmetic', 'f(a + b, c * d, e % 2);', ['a + b → a - b', 'c * d → c / d', 'e % 2 → e * 2']],
    ['arithmetic', 'a.total += (b ?? c);', ['a.total += (b ?? c) → a.total -= (b ?? c)']],
    ['arithmetic', "f('text ' + a);", []],
    ['arithmetic', 'for (let i = 0; i < n; i += 1) f(i);', []],
    ['unary', 'f(-a, !b, !c && d);', ['-a → a', '!c → c']],
    ['literal', 'const LIMIT = 64;', ['64 → 64 + 1']],
    ['literal', 'f({ isOn: true }, a - 1n);', ['true → false', '1n → 1n + 1n']],
    ['literal', 'let count = 0;', []],
    ['word', "round(a, 'up');", ["'up' → 'down'"]],
    ['word', "switch (a) { case 'buy': f(); }", ["'buy' → undefined"]],
    ['word', "const T = { a: 'open', b: 'closed' };", ["'open' → 'closed'", "'closed' → 'open'"]],
    ['word', "if (side === 'buy') f('any other text');", []],
    ['method', 'f(Math.min(a, b), c.some(d));', ['Math.min(a, b) → Math.max(a, b)', 'c.some(d) → c.every(d)']],
    ['optional-chain', 'f(a?.b, c?.(), d?.[0]);', ['a?.b → a.b', 'c?.() → c()', 'd?.[0] → d[0]']],
    ['returned', 'function f() { return a; }', ['a → undefined']],
    ['returned', 'function f(): boolean { return a(); }', ['a() → true', 'a() → false']],
    ['returned', 'function f(): bigint { return a; }', ['a → 0n']],
    ['returned', 'function f() { return `${a} is too much`; }', ['`${a} is too much` → undefined']],
    ['returned', 'const f = (a) => a.b;', ['a.b → undefined']],
    ['statement', 'book(a);', ['book(a); → ']],
    ['arithmetic', 'this.revision += 1;', []],
    ['literal', 'this.revision += 1;', []],
    ['statement', 'this.revision += 1;', ['this.revision += 1; → ']],
    ['statement', 'await a.commit();', ['await a.commit(); → ']],
    ['statement', 'lane.order = a;', ['lane.order = a; → ']],
    ['statement', 'for (const a of b) continue;', ['continue; → ']],
    ['statement', 'class A { constructor(a) { this.a = a; } }', []],
    ['statement', 'function f(): void { let a; b(); }', [' → return;', 'b(); → ']],
  ])('%s of %s', (operator, code, expected) => {
    expect(tried(code, operator)).toEqual(expected);
  });
});

describe('nothing is tried on', () => {
  it.each([
    ['what a failure says', 'throw new Error(a + b);'],
    ['texts', 'const text = a`${b + c}`;'],
    ['messages', 'const block = { message: a && b };'],
    ['logging', 'console.log(a + b);'],
    ['types', 'let a: 1 | true;'],
    ['what never happens', 'unreachable(a);'],
    ['imports', "import a from 'up';"],
  ])('%s', (_what, code) => {
    expect(tried(code)).toEqual([]);
  });

  it('an assertion, save for where its limit is', () => {
    expect(tried('assert(a <= b && isSound(c), `${a + b}`);')).toEqual(['a <= b → a < b']);
  });
});

it('a mutant knows its line and its number', () => {
  const [first, second] = findMutants('a.ts', 'f();\n\ng();', 7);
  expect([first, second]).toMatchObject([
    { id: 7, line: 1 },
    { id: 8, line: 3 },
  ]);
});

it('an operator between three keeps who belongs together', () => {
  expect(tried('f(a || b || c);')).toContain('a || b || c → (a || b) && c');
});
