/** Ways around the rules: type escapes, console, the environment, tests that do not run. */
import { describe, expect, it } from 'vitest';
import { type SourceFile, placeOf, sourceFile, sources } from './tree.ts';

interface Escape {
  readonly name: string;
  /** Searched in code without comments and texts, except where `in` says otherwise. */
  readonly pattern: RegExp;
  readonly in?: 'comments';
  readonly appliesTo: (file: SourceFile) => boolean;
  readonly example: string;
}

const everywhere = (): boolean => true;
const isProgram = ({ path, isTest }: SourceFile): boolean => path.startsWith('src/') && !isTest;
const READ_ENVIRONMENT = new Set(['src/main/settings/sources.ts', 'src/main/process/environment.ts']);
const outsideSources = (file: SourceFile): boolean => isProgram(file) && !READ_ENVIRONMENT.has(file.path);

const ESCAPES: readonly Escape[] = [
  {
    name: 'any',
    pattern: /\bas\s+any\b|(?::|<|,)\s*any\b(?=\s*[;,)>=[\]|&])/g,
    appliesTo: everywhere,
    example: 'f(x as any);',
  },
  {
    name: 'any',
    pattern: /\bas\s+any\b|(?::|<|,)\s*any\b(?=\s*[;,)>=[\]|&])/g,
    appliesTo: everywhere,
    example: 'let a: any;',
  },
  {
    name: 'unchecked',
    pattern: /@ts-(?:ignore|nocheck)\b/g,
    in: 'comments',
    appliesTo: everywhere,
    example: '// @ts-ignore',
  },
  // A test may show that the compiler refuses something; the program may not need it to look away.
  {
    name: 'expected',
    pattern: /@ts-expect-error\b/g,
    in: 'comments',
    appliesTo: isProgram,
    example: '// @ts-expect-error x',
  },
  {
    name: 'lint',
    pattern: /(?:oxlint|eslint|biome)-(?:disable|ignore)(?!.* -- \w+ \w+)/g,
    in: 'comments',
    appliesTo: isProgram,
    example: '// oxlint-disable x',
  },
  { name: 'console', pattern: /(?<![.\w])console\b/g, appliesTo: isProgram, example: 'console.log(1);' },
  {
    name: 'environment',
    pattern: /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/g,
    appliesTo: outsideSources,
    example: 'const { env } = process;',
  },
  { name: 'environment', pattern: /\bprocess\s*\.\s*env\b/g, appliesTo: outsideSources, example: 'f(process.env);' },
  { name: 'eval', pattern: /(?<![.\w])(?:eval|Function)\s*\(/g, appliesTo: everywhere, example: "eval('1');" },
  {
    name: 'only',
    pattern: /\b(?:it|test|describe)(?:\.\w+)*\.only\b/g,
    appliesTo: everywhere,
    example: "it.only('x', f);",
  },
  {
    name: 'skip',
    pattern: /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|todo)\b/g,
    appliesTo: everywhere,
    example: "it.skip('x', f);",
  },
  {
    name: 'mock',
    pattern: /\bvi\s*\.\s*(?:mock|doMock|useFakeTimers)\b/g,
    appliesTo: everywhere,
    example: "vi.mock('./a.ts');",
  },
];

/** `it.skipIf(condition)` says its reason by its condition; `it.skip` has none. */
function escapesIn(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    ESCAPES.filter(({ appliesTo }) => appliesTo(file)).flatMap(({ name, pattern, in: where }) => {
      if (where === 'comments') {
        return file.comments.flatMap(({ line, text }) =>
          text.match(pattern) ? [`${file.path}:${line}: ${name}`] : [],
        );
      }
      return [...file.code.matchAll(pattern)].map(({ index }) => `${placeOf(file.path, file.text, index)}: ${name}`);
    }),
  );
}

/** Strings that name this test's own examples are texts, which are not searched. */
describe('the sources', () => {
  it('take no way around the rules', () => {
    expect([...new Set(escapesIn(sources))]).toEqual([]);
  });
});

describe('controls', () => {
  it.each(ESCAPES)('$name: $example is found', ({ name, example }) => {
    expect(escapesIn([sourceFile('src/core/a.ts', example)])).toContain(`src/core/a.ts:1: ${name}`);
  });

  it.each([
    ['src/main/settings/sources.ts', 'const env = process.env;'],
    ['src/core/a.test.ts', '// @ts-expect-error not declared'],
    ['src/core/a.test.ts', "it.skipIf(!isRoot)('needs root', f);"],
    ['src/core/a.ts', "const many: readonly string[] = ['any', 'console'];"],
    ['scripts/a.ts', 'console.log(1);'],
  ])('%s may hold %s', (path, text) => {
    expect(escapesIn([sourceFile(path, text)])).toEqual([]);
  });
});
