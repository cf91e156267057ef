/** The pure part: the same entries give the same commands, whatever machine and moment they are applied in. */
import { describe, expect, it } from 'vitest';
import { type SourceFile, placeOf, program, sourceFile } from './tree.ts';

const PURE = /^src\/(?:domain|core)\//;

/** Identifiers, so that a property of the same name (`stage.process`) is not meant. */
const BANNED: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/(?<![.\w])Date\.now\b/g, 'time arrives inside events'],
  [/\bnew Date\(\s*\)/g, 'time arrives inside events'],
  [/(?<![.\w]|new )Date\(/g, 'time arrives inside events'],
  [/(?<![.\w])performance\./g, 'time arrives inside events'],
  [/(?<![.\w])Math\.random\b/g, 'randomness comes from a seed'],
  [/(?<![.\w])crypto\./g, 'randomness comes from a seed'],
  [/(?<![.\w'])process\b(?!\s*[:(])/g, 'settings are handed in'],
  [/(?<![.\w])(?:globalThis|global)\b/g, 'what is needed is handed in'],
  [/(?<![.\w])(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, 'the runtime owns timers'],
  [/(?<![.\w])(?:async|await)\b/g, 'the pure part does not wait'],
  [/(?<![.\w])Promise\b/g, 'the pure part does not wait'],
  [/(?<![.\w])(?:fetch|require|WebSocket)\s*\(/g, 'adapters speak to the world'],
  [/\blocaleCompare\b|\btoLocale\w*|(?<![.\w])Intl\b/g, 'the machine may speak another language'],
];

function impurities(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text, code }) =>
    BANNED.flatMap(([pattern, instead]) =>
      [...code.matchAll(pattern)].map(({ index, 0: found }) => `${placeOf(path, text, index)}: ${found}: ${instead}`),
    ),
  );
}

const pure = program.filter(({ path }) => PURE.test(path));

describe('the pure part', () => {
  it('has no clock, no randomness, no timers, no waiting and no environment', () => {
    expect(impurities(pure)).toEqual([]);
  });

  it('is most of the program', () => {
    expect(pure.length).toBeGreaterThan(200);
  });

  it.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const now = new Date( ).getTime();',
    'const text = Date();',
    'const begin = performance.now();',
    'const luck = Math.random();',
    'const id = crypto.randomUUID();',
    'const level = process.env;',
    'globalThis.seen = 1;',
    'setTimeout(step, 10);',
    'export async function step() {}',
    'const answer = await ask();',
    'return Promise.resolve(1);',
    'fetch(address);',
    'names.sort((a, b) => a.localeCompare(b));',
  ])('control: %s is found', (line) => {
    expect(impurities([sourceFile('src/core/a.ts', line)])).toHaveLength(1);
  });

  it.each([
    'const day = new Date(timeMs).getUTCDay();',
    'const start = Date.UTC(2024, 0, 1);',
    'lane.performance.push(1);',
    "const note = 'await Date.now()';",
    '// setTimeout would be wrong here',
  ])('control: %s is allowed', (line) => {
    expect(impurities([sourceFile('src/core/a.ts', line)])).toEqual([]);
  });
});
