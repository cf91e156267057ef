/** Two builds of our own program, the working tree's and that of a commit, in one table of ratios. */
import { type Build, createBuild, programOf } from '../build.ts';
import { measureMemory } from '../contest.ts';
import { Contestant, type ProgramSpec } from '../contestant.ts';
import type { Candles } from '../inputs.ts';
import { describeMachine } from '../machine.ts';
import { cacheDir, root } from '../workbench.ts';
import { checkOut } from './checkout.ts';
import { type Pair, runPairs } from './pairs.ts';
import { type ForeignBuild, createForeignBuild } from './programs.ts';
import { type Comparison, type Measured, comparisonTable } from './report.ts';
import { type Revision, describeWorkingTree } from './revision.ts';
import { COMPARE_ROWS, type CompareRow, optionsFor } from './rows.ts';

export interface CompareOptions extends Candles {
  readonly revision: Revision;
  readonly ids: readonly string[];
  readonly pairs: number;
}

const WARM_UP_PAIRS = 2;
/** Times that both programs are started for one row. */
const LAUNCHES = 9;
/** When garbage is collected is chance: one process may need a fifth more than the next. */
const MEMORY_RUNS = 3;

/** Sets the exit code when a row fails; the others are measured. */
export async function compareBuilds(options: CompareOptions): Promise<string> {
  const { revision, ids, pairs, series, realSeries } = options;
  const theirSources = await checkOut(root, `${cacheDir}/compare`, revision);
  const theirs = await createForeignBuild(revision.name, theirSources);
  const ours = await createBuild('working tree', root);
  const rows = COMPARE_ROWS.filter(({ id }) => ids.includes(id));
  const comparisons: Comparison[] = [];
  for (const row of rows) comparisons.push(await compareRow(row, ours, theirs, options));
  return [
    `${describeMachine()}, ${pairs} pairs`,
    `${await describeWorkingTree(root)}, against ${revision.name}: ${revision.subject}`,
    `candles: ${series.title}`,
    ...(realSeries ? [`real candles: ${realSeries.title}`] : []),
    `ratio: ${revision.name} / working tree, median of the pairs; memory: the same of a fresh process; above 1, the working tree needs less`,
    `\n${comparisonTable(revision.name, comparisons)}`,
  ].join('\n');
}

async function compareRow(
  row: CompareRow,
  ours: Build,
  theirs: ForeignBuild,
  options: CompareOptions,
): Promise<Comparison> {
  const startedMs = performance.now();
  const { id, task } = row;
  try {
    return await measureRow(row, ours, theirs, options);
  } catch (error) {
    // What breaks in one row does not keep the others from being measured.
    process.exitCode = 1;
    return { id, task, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    process.stderr.write(`${id} took ${Math.round((performance.now() - startedMs) / 1000)} s\n`);
  }
}

async function measureRow(
  row: CompareRow,
  ours: Build,
  theirs: ForeignBuild,
  options: CompareOptions,
): Promise<Measured> {
  const { id, task, subject, isReal } = row;
  const series = isReal ? options.realSeries : options.series;
  if (!series) throw new RangeError(`${id} needs candles of a real market`);
  if (!theirs.programs.includes(subject)) {
    throw new Error(`${theirs.name} has no program ${subject} in its bench, there are ${theirs.programs.join(', ')}`);
  }
  const programs = [ours, theirs].map((build) => programOf(build, subject, optionsFor(row, series, build)));
  const measured = await timesOf(programs as [ProgramSpec, ProgramSpec], options.pairs);
  const [oursMb = Number.NaN, theirsMb = Number.NaN] = await measureMemory(programs, MEMORY_RUNS);
  return { id, task, pairs: measured, oursMb, theirsMb };
}

/**
 * Both stay alive for some of their runs, so that what counts is the compiled program; and begin anew a few times, since
 * what the compiler makes of one program differs by a few percent between two processes.
 */
async function timesOf(specs: readonly [ProgramSpec, ProgramSpec], pairs: number): Promise<Pair[]> {
  const launches = Math.min(LAUNCHES, pairs);
  const measured: Pair[] = [];
  for (let launch = 0; launch < launches; launch += 1) {
    const share = Math.ceil((pairs - measured.length) / (launches - launch));
    measured.push(...(await timesOfLaunch(specs, share)));
  }
  return measured;
}

async function timesOfLaunch([ours, theirs]: readonly [ProgramSpec, ProgramSpec], pairs: number): Promise<Pair[]> {
  const [our, their] = [new Contestant(ours), new Contestant(theirs)];
  try {
    return await runPairs(our, their, { pairs, warmUpPairs: WARM_UP_PAIRS });
  } finally {
    our.stop();
    their.stop();
  }
}
