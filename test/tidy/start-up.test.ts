/** What every command waits for: whoever asks for help does not wait for a database. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf } from './imports.ts';
import { type SourceFile, program, sourceFile } from './tree.ts';

const ENTRY = 'src/main/command-line.ts';
const LATE = /^src\/(?:adapters|core|runtime|main\/(?!process\/)\w+)\/|^src\/delivery\/(?:api|charts|page)\//;
/** Takes secrets out of what is printed, so it is there before anything is. */
const EARLY = new Set([
  'src/main/outgoing.ts',
  'src/adapters/logging/redactor.ts',
  'src/adapters/logging/secret-forms.ts',
]);
const PACKAGES = new Set(['commander', 'picocolors']);

/** Imports that are followed before the first line of `entry` runs. */
function loadedAtStart(entry: string, files: readonly SourceFile[]): Import[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const found: Import[] = [];
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = byPath.get(path);
    if (!file || seen.has(path)) continue;
    seen.add(path);
    for (const one of importsOf(file)) {
      if (one.isTypeOnly || one.isDynamic) continue;
      found.push(one);
      if (one.target !== undefined) waiting.push(one.target);
    }
  }
  return found;
}

function tooEarly(imports: readonly Import[]): string[] {
  return imports.flatMap(({ specifier, target }) => {
    const isLate =
      target === undefined
        ? !specifier.startsWith('node:') && !PACKAGES.has(specifier)
        : LATE.test(target) && !EARLY.has(target);
    return isLate ? [target ?? specifier] : [];
  });
}

describe('before it knows the command, the program', () => {
  const imports = loadedAtStart(ENTRY, program);

  it('loads neither storage nor engine nor server', () => {
    expect(tooEarly(imports)).toEqual([]);
  });

  it('hears signals, and supervises, with next to nothing loaded', () => {
    const first = loadedAtStart('src/main/cab.ts', program).map(({ target, specifier }) => target ?? specifier);
    const others = first.filter((one) => !/^(node:|src\/main\/process\/)/.test(one));
    expect(others).toEqual(['src/delivery/cli/exit-codes.ts']);
  });

  it('has every command', () => {
    const homes = imports.map(({ target }) => posix.dirname(target ?? ''));
    expect(homes.filter((home) => home === 'src/delivery/cli/commands').length).toBeGreaterThan(9);
  });

  it('control: what is imported early is found, what is waited for or only a type is not', () => {
    const files = [
      sourceFile(
        ENTRY,
        "import { a } from './a.ts';\nimport type { b } from '../core/b.ts';\nawait import('./late/c.ts');",
      ),
      sourceFile('src/main/a.ts', "export { d } from '../adapters/d/index.ts';\nimport Sqlite from 'better-sqlite3';"),
    ];
    expect(tooEarly(loadedAtStart(ENTRY, files))).toEqual(['src/adapters/d/index.ts', 'better-sqlite3']);
  });
});
