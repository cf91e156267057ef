/** Measured files as they are kept: mutants by file and place in it, so that they survive changes of other files. */
import type { MeasuredFile, MeasuredTest } from '../worker/messages.ts';
import type { Target } from '../targets.ts';

export type Hits = Readonly<Record<string, readonly number[]>>;

export interface KeptFile extends Omit<MeasuredFile, 'loadHits' | 'tests'> {
  readonly loadHits: Hits;
  readonly tests: readonly (Omit<MeasuredTest, 'hits'> & { readonly hits: Hits })[];
}

export function keep(file: MeasuredFile, targets: readonly Target[]): KeptFile {
  const places = new Map(
    targets.flatMap(({ path, mutants }) => mutants.map(({ id }, at) => [id, { path, at }] as const)),
  );
  const local = (ids: readonly number[]): Hits => {
    const hits: Record<string, number[]> = {};
    for (const id of ids) {
      const place = places.get(id);
      if (place) (hits[place.path] ??= []).push(place.at);
    }
    return hits;
  };
  return {
    ...file,
    loadHits: local(file.loadHits),
    tests: file.tests.map((test) => ({ ...test, hits: local(test.hits) })),
  };
}

export function unkeep(file: KeptFile, targets: readonly Target[]): MeasuredFile {
  const ids = new Map(targets.map(({ path, mutants }) => [path, mutants.map(({ id }) => id)]));
  const global = (hits: Hits): number[] =>
    Object.entries(hits).flatMap(([path, places]) => places.flatMap((at) => ids.get(path)?.[at] ?? []));
  return {
    ...file,
    loadHits: global(file.loadHits),
    tests: file.tests.map((test) => ({ ...test, hits: global(test.hits) })),
  };
}
