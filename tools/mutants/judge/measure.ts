/** Learns which tests come across which mutants, and how long they take. */
import { LineCache, fileHash, hash } from './cache.ts';
import { type KeptFile, keep, unkeep } from './hits.ts';
import { inParallel } from '../worker/in-parallel.ts';
import type { MeasuredFile } from '../worker/messages.ts';
import { type Target, instrumentAll } from '../targets.ts';

interface Entry {
  readonly file: KeptFile;
  /** Of everything that the file loaded, and of the mutants in it. */
  readonly state: string;
}

type StateOf = (file: { readonly loads: readonly string[] }) => string;

function stateReader(targets: readonly Target[]): StateOf {
  const made = new Map(
    targets.map(({ path, mutants }) => [path, mutants.map(({ start, end, replacement }) => [start, end, replacement])]),
  );
  return ({ loads }) => hash(loads.map((path) => fileHash(path) + JSON.stringify(made.get(path) ?? [])));
}

/** @throws when a test fails without any mutant: it could not judge one. */
export async function measure(
  targets: readonly Target[],
  paths: readonly string[],
  jobs: number,
  tell: (line: string) => void,
): Promise<MeasuredFile[]> {
  const cache = new LineCache<Entry>('measured');
  const stateOf = stateReader(targets);
  const isKnown = (path: string): boolean => {
    const entry = cache.get(path);
    return entry !== undefined && entry.state === stateOf(entry.file);
  };
  const unknown = paths.filter((path) => !isKnown(path));
  let done = 0;
  await inParallel(unknown, jobs, instrumentAll(targets, 'measuring'), async (path, perform) => {
    const outcome = await perform({ type: 'measure', path }, 'new');
    if (outcome.type !== 'measured') throw new Error(`${path} could not be measured: ${outcome.type}`);
    const { file } = outcome;
    if (file.failure !== undefined) throw new Error(`${path} fails without any mutant: ${file.failure}`);
    cache.set(path, { file: keep(file, targets), state: stateOf(file) });
    done += 1;
    tell(`measured ${done} of ${unknown.length} test files`);
  });
  return paths.flatMap((path) => {
    const entry = cache.get(path);
    return entry ? [unkeep(entry.file, targets)] : [];
  });
}
