import { contest } from '../contest.ts';
import type { ProgramSpec } from '../contestant.ts';
import { withText } from '../inputs.ts';
import { type Row, atLeast, atMost, milliseconds, skipped } from '../row.ts';
import type { SubjectName, SubjectOptions } from '../subjects/index.ts';
import { type Available, type Workbench, cacheDir } from '../workbench.ts';

/** A CSV file to columns, and the same columns again from the cache. */
export async function* measureB7(bench: Workbench): AsyncGenerator<Row> {
  const { csv } = withText(bench.series);
  const files = { csv, cacheDir: `${cacheDir}/columns`, parquet: csv.replace(/csv$/, 'parquet') };
  const optionsFor = (format: string): SubjectOptions => bench.options(bench.series, { files: { ...files, format } });
  const duck = (format: string): Promise<Available> => bench.peer('duckdb', optionsFor(format));
  yield await against(bench, 'csv', 'CSV to columns', optionsFor('csv'), await duck('csv'), 'DuckDB CSV', 2);
  const reload = 'cached reload to columns';
  yield await against(bench, 'cache', reload, optionsFor('csv'), await duck('parquet'), 'DuckDB Parquet', 3);
  yield await againstRead(bench, reload, optionsFor('csv'));
}

async function against(
  bench: Workbench,
  name: SubjectName,
  task: string,
  options: SubjectOptions,
  peer: Available,
  title: string,
  goal: number,
): Promise<Row> {
  if ('why' in peer) return skipped('B7', task, `${title} ${peer.why}`);
  const [ours, theirs] = await pair(bench, bench.ours(name, options), peer);
  const compared = { ours: milliseconds(ours), peer: `${title} ${milliseconds(theirs)}`, ratio: theirs / ours };
  return atLeast(goal, { id: 'B7', task, ...compared });
}

/** The raw read has the same bytes in the form of one file without a header. */
async function againstRead(bench: Workbench, task: string, options: SubjectOptions): Promise<Row> {
  const [ours, read] = await pair(bench, bench.ours('cache', options), bench.ours('raw', options));
  const compared = { ours: milliseconds(ours), peer: `raw read ${milliseconds(read)}`, ratio: ours / read };
  return atMost(1.3, { id: 'B7', task, ...compared });
}

async function pair(bench: Workbench, ours: ProgramSpec, peer: ProgramSpec): Promise<readonly [number, number]> {
  const [first, second] = await contest([ours, peer], { rounds: bench.rounds * 4, warmUpRounds: 2, memoryRuns: 0 });
  if (!first || !second) throw new RangeError('two programs must have run');
  return [first.bestMs, second.bestMs];
}
