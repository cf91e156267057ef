/** Which tests have to judge a mutant, the ones that answer soonest first. */
import { posix } from 'node:path';
import { fileHash, hash } from './cache.ts';
import type { FileRef, MeasuredFile, TestRef } from '../worker/messages.ts';
import type { Mutant } from '../make/mutation.ts';
import type { Target } from '../targets.ts';

export interface Plan {
  readonly mutant: Mutant;
  readonly tests: readonly TestRef[];
  /** Test files to be loaded with the mutant on, because it takes effect when its file is loaded. */
  readonly files: readonly FileRef[];
  /** Equal as long as neither the mutated file nor the tests changed. */
  readonly key: string;
  /** Equal as long as the mutated file did not change. */
  readonly change: string;
  /** For each test file that can notice it: equal as long as neither it nor its helpers changed. */
  readonly judges: ReadonlyMap<string, string>;
}

const TEST_ONLY = /\.test\.ts$|(?:^|\/)testing(?:\.ts$|\/)|^test\//;

function allowedMs(durationMs: number): number {
  return Math.ceil(5 * durationMs) + 2000;
}

const states = new WeakMap<MeasuredFile, string>();

function stateOf(file: MeasuredFile): string {
  const known = states.get(file);
  if (known !== undefined) return known;
  const state = hash(partsOf(file).map((part) => part + fileHash(part)));
  states.set(file, state);
  return state;
}

/** A test file and its helpers. */
function partsOf({ loads }: MeasuredFile): string[] {
  return loads.filter((load) => TEST_ONLY.test(load)).sort();
}

/** How many folders two paths have in common. */
function nearness(one: string, other: string): number {
  const [a, b] = [posix.dirname(one).split('/'), posix.dirname(other).split('/')];
  let common = 0;
  while (common < a.length && a[common] === b[common]) common += 1;
  return common;
}

export function makePlans({ path, source, mutants }: Target, measured: readonly MeasuredFile[]): Plan[] {
  const files = measured.map((file) => ({
    file,
    durationMs: file.tests.reduce((sum, test) => sum + test.durationMs, file.loadMs),
    loadHits: new Set(file.loadHits),
    tests: file.tests.map((test, index) => ({ ...test, index, hits: new Set(test.hits) })),
  }));
  type Prepared = (typeof files)[number];
  const uses = new Set(files.filter(({ tests }) => tests.some(({ hits }) => mutants.some(({ id }) => hits.has(id)))));
  return mutants.map((mutant): Plan => {
    const isLoaded = ({ loadHits, tests }: Prepared): boolean =>
      loadHits.has(mutant.id) || tests.some(({ hits, isRepeatable }) => hits.has(mutant.id) && !isRepeatable);
    const loading = new Set(files.filter(isLoaded));
    // Many files load what they never run.
    const used = [...loading].filter((prepared) => uses.has(prepared));
    const whole = (used.length > 0 ? used : [...loading]).sort(
      (a, b) => nearness(b.file.path, path) - nearness(a.file.path, path) || a.durationMs - b.durationMs,
    );
    const single = files
      .filter((prepared) => !loading.has(prepared))
      .flatMap(({ file, tests }) => tests.map((test) => ({ path: file.path, ...test })))
      .filter(({ hits }) => hits.has(mutant.id))
      .sort((a, b) => a.durationMs - b.durationMs);
    const judges = new Set([
      ...whole.map(({ file }) => file),
      ...measured.filter((file) => single.some((test) => test.path === file.path)),
    ]);
    const parts = [...judges].flatMap(partsOf);
    const change = [source, `${mutant.start} ${mutant.end}`, mutant.replacement];
    return {
      mutant,
      tests: single.map((test) => ({
        path: test.path,
        index: test.index,
        isLong: test.isLong,
        allowedMs: allowedMs(test.durationMs),
      })),
      files: whole.map(({ file, durationMs }) => ({
        path: file.path,
        long: file.tests.flatMap(({ isLong }, index) => (isLong ? [index] : [])),
        allowedMs: allowedMs(durationMs),
      })),
      key: hash([...change, ...[...new Set(parts)].sort().map((part) => part + fileHash(part))]),
      change: hash(change),
      judges: new Map([...judges].map((file) => [file.path, stateOf(file)])),
    };
  });
}
