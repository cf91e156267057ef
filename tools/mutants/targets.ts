/** The files to mutate with their mutants, numbered through. */
import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMutants } from './make/find-mutants.ts';
import { type Mode, instrument } from './make/instrument.ts';
import type { Mutant } from './make/mutation.ts';
import { NOT_MUTATED, ROOMS, TESTS } from './places.ts';
import type { Instrumented } from './worker/worker-process.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Target {
  readonly path: string;
  readonly room: string;
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

function glob(patterns: readonly string[]): string[] {
  const found = globSync(patterns, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
  return [...new Set(found)].sort();
}

export function readTargets(): Target[] {
  const known = new Set<string>();
  let nextId = 0;
  return ROOMS.flatMap(({ name: room, globs }) =>
    glob(globs).flatMap((path) => {
      if (known.has(path) || NOT_MUTATED.some((pattern) => posix.matchesGlob(path, pattern))) return [];
      known.add(path);
      const source = readFileSync(ROOT + path, 'utf8');
      const mutants = findMutants(path, source, nextId);
      nextId += mutants.length;
      return mutants.length === 0 ? [] : [{ path, room, source, mutants }];
    }),
  );
}

export function testPaths(): string[] {
  return glob(TESTS);
}

export function instrumentAll(targets: readonly Target[], mode: Mode): Instrumented {
  return Object.fromEntries(targets.map(({ path, source, mutants }) => [path, instrument(source, mutants, mode)]));
}
