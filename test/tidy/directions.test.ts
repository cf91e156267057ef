/** One engine, one direction: who may import whom. */
import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { type SourceFile, placeOf, program, readText, sourceFile } from './tree.ts';

/** What each layer may import beside itself, as ARCHITECTURE.md draws it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  core: ['domain'],
  ports: ['domain'],
  runtime: ['core', 'ports', 'domain'],
  // The backtest is the paper run without a clock: docs/decisions/0007-research-uses-runtime.md.
  research: ['core', 'ports', 'domain', 'runtime'],
  operations: ['runtime', 'research', 'ports', 'domain'],
  simulator: ['core', 'domain'],
  adapters: ['ports', 'domain'],
  delivery: ['operations', 'runtime', 'research', 'domain', 'ports'],
  main: ['domain', 'core', 'ports', 'runtime', 'research', 'operations', 'simulator', 'adapters', 'delivery'],
};

/** Layers without any package or built-in module. */
const SEALED = new Set(['domain', 'core', 'ports']);

function layerOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** A line for every import that goes the wrong way. */
function wrongDirections(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, target, index }) => {
      const from = layerOf(file.path);
      const at = placeOf(file.path, file.text, index);
      const allowed = MAY_IMPORT[from];
      if (allowed === undefined) return [`${at}: src/${from} is no layer of the table`];
      if (target === undefined) return SEALED.has(from) ? [`${at}: ${from} imports ${specifier}, it may not`] : [];
      if (target === 'package.json' && from === 'main') return [];
      if (!target.startsWith('src/')) return [`${at}: ${from} imports ${target} from outside src`];
      if (sourceFile(target, '').isTest) return [`${at}: ${target} is only for tests`];
      const to = layerOf(target);
      return to === from || allowed.includes(to) ? [] : [`${at}: ${from} imports ${to}, it may not`];
    }),
  );
}

interface PackageHome {
  readonly name: string;
  /** The only folder or file that imports it; several are separated by a comma. */
  readonly homes: readonly string[];
}

/** Rows `| package | where | …` of the decision page. */
function packageHomes(page: string): PackageHome[] {
  return [...page.matchAll(/^\| `([^`]+)`\s*\| ([^|]+)\|/gm)].map(([, name = '', where = '']) => ({
    name,
    homes: [...where.matchAll(/`([^`]+)`/g)].map(([, home = '']) => home),
  }));
}

/** A line for every package that is imported anywhere but where the decision page says. */
function strayPackages(files: readonly SourceFile[], known: readonly PackageHome[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, target, index }) => {
      if (target !== undefined || specifier.startsWith('node:') || specifier.startsWith('#')) return [];
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      const homes = known.find((home) => home.name === name)?.homes ?? [];
      if (homes.some((home) => file.path.startsWith(home))) return [];
      const where = homes.join(' or ') || 'nowhere';
      return [`${placeOf(file.path, file.text, index)}: ${name} belongs in ${where}`];
    }),
  );
}

const HOMES = packageHomes(readText('docs/decisions/dependencies.md'));

describe('imports', () => {
  it('go in one direction', () => {
    expect(wrongDirections(program)).toEqual([]);
  });

  it('of each package stay where the decision page puts it', () => {
    expect(strayPackages(program, HOMES)).toEqual([]);
  });

  it('are found in every layer', () => {
    const layers = program.filter((file) => importsOf(file).length > 0).map(({ path }) => layerOf(path));
    expect(new Set(layers)).toEqual(new Set(Object.keys(MAY_IMPORT).filter((layer) => layer !== 'simulator')));
    expect(program.length).toBeGreaterThan(300);
  });

  it.each([
    ['src/domain/a.ts', "import { b } from '../core/b.ts';", 'domain imports core, it may not'],
    ['src/core/a.ts', "import type { b } from '../ports/b.ts';", 'core imports ports, it may not'],
    ['src/core/a.ts', "import { join } from 'node:path';", 'core imports node:path, it may not'],
    ['src/domain/a.ts', "import { z } from 'zod';", 'domain imports zod, it may not'],
    ['src/adapters/a.ts', "import { b } from '../runtime/b.ts';", 'adapters imports runtime, it may not'],
    ['src/operations/a.ts', "import { b } from '../adapters/b.ts';", 'operations imports adapters, it may not'],
    ['src/operations/a.ts', "import type { b } from '../core/b.ts';", 'operations imports core, it may not'],
    ['src/research/a.ts', "import { b } from '../operations/b.ts';", 'research imports operations, it may not'],
    ['src/delivery/a.ts', "export { b } from '../adapters/b.ts';", 'delivery imports adapters, it may not'],
    ['src/delivery/a.ts', "const b = await import('../main/b.ts');", 'delivery imports main, it may not'],
    ['src/core/a.ts', "import { b } from './testing/b.ts';", 'src/core/testing/b.ts is only for tests'],
    ['src/main/a.ts', "import { b } from '../../test/b.ts';", 'main imports test/b.ts from outside src'],
    ['src/new/a.ts', "import { b } from '../domain/b.ts';", 'src/new is no layer of the table'],
  ])('control: %s with %s is found', (path, text, finding) => {
    expect(wrongDirections([sourceFile(path, text)])).toEqual([`${path}:1: ${finding}`]);
  });

  it('control: a package outside its home is found, inside it is not', () => {
    const known = packageHomes('| `zod` | `src/delivery/api` | x |\n');
    const stray = sourceFile('src/runtime/a.ts', "import { z } from 'zod/v4';");
    expect(strayPackages([stray], known)).toEqual(['src/runtime/a.ts:1: zod belongs in src/delivery/api']);
    expect(strayPackages([sourceFile('src/delivery/api/a.ts', stray.text)], known)).toEqual([]);
  });
});
