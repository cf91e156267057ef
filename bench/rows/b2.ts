import type { PeerSet } from '../peers/install.ts';
import { contest } from '../contest.ts';
import { type Row, atLeast, atMost, mebibytes, milliseconds, rate, skipped } from '../row.ts';
import type { Workbench } from '../workbench.ts';

interface Slow {
  readonly peer: string;
  readonly title: string;
  readonly goal: number;
  /** Candles from the beginning of the series, so that five runs take a minute at most. */
  readonly candles: number;
  readonly set?: PeerSet;
  /** Runs of ours for each of the peer's: the same time in front of the clock would be unfair to it. */
  readonly ourRuns: number;
}

const PEERS: readonly Slow[] = [
  { peer: 'backtesting', title: 'backtesting.py', goal: 30, candles: 1_000_000, ourRuns: 4 },
  { peer: 'backtrader', title: 'backtrader', goal: 500, candles: 50_000, ourRuns: 20 },
  {
    peer: 'freqtrade',
    title: 'freqtrade backtesting',
    goal: 400,
    candles: 50_000,
    ourRuns: 20,
    set: 'requirements-freqtrade',
  },
];

/** The complete engine, warm, against engines that take candles one by one. */
export async function* measureB2(bench: Workbench): AsyncGenerator<Row> {
  for (const slow of PEERS) yield* await against(bench, slow);
}

async function against(bench: Workbench, { peer, title, goal, candles, set, ourRuns }: Slow): Promise<Row[]> {
  const count = Math.min(candles, bench.series.candles);
  const task = `complete engine, warm, ${count.toLocaleString('en-US')} candles`;
  const options = bench.options(bench.series, { count });
  const program = await bench.peer(peer, options, set);
  if ('why' in program) return [skipped('B2', task, `${title} ${program.why}`)];
  const isWhole = count === bench.series.candles;
  const specs = [bench.ours('complete', options, ourRuns), program];
  const [ours, theirs] = await contest(specs, { rounds: bench.rounds, warmUpRounds: 1, memoryRuns: isWhole ? 1 : 0 });
  if (!ours || !theirs) throw new RangeError('two programs must have run');
  const speed = atLeast(goal, {
    id: 'B2',
    task,
    ours: `${milliseconds(ours.bestMs)}, ${rate(count, ours.bestMs)}`,
    peer: `${title} ${milliseconds(theirs.bestMs)}, ${rate(count, theirs.bestMs)}`,
    ratio: theirs.bestMs / ours.bestMs,
  });
  if (!isWhole) return [speed];
  const memory = atMost(0.75, {
    id: 'B10',
    task: 'peak memory of one run',
    ours: mebibytes(ours.peakMb),
    peer: `${title} ${mebibytes(theirs.peakMb)}`,
    ratio: ours.peakMb / theirs.peakMb,
  });
  return [speed, memory];
}
