import { contest } from '../contest.ts';
import type { Series } from '../inputs.ts';
import { Disagreement } from '../contest.ts';
import { differenceOf } from '../outcome.ts';
import { type Row, atLeast, atMost, mebibytes, milliseconds, rate, skipped } from '../row.ts';
import type { Workbench } from '../workbench.ts';

const SYMBOLS = 5;

/** The complete engine, warm, against vectorbt: one instrument, five that share an account, and real closes. */
export async function* measureB1(bench: Workbench): AsyncGenerator<Row> {
  yield* await againstVectorbt(bench, 'B1', 'complete engine, warm', bench.series, 1);
  const five = `the same, ${SYMBOLS} interleaved symbols`;
  yield* await againstVectorbt(bench, 'B1-5', five, bench.series, SYMBOLS);
  if (bench.realSeries) yield* await againstVectorbt(bench, 'B1-real', 'the same, real closes', bench.realSeries, 1);
}

async function againstVectorbt(
  bench: Workbench,
  id: string,
  task: string,
  series: Series,
  instruments: number,
): Promise<Row[]> {
  const options = bench.options(series, { instruments });
  const peer = await bench.peer('vectorbt', options);
  if ('why' in peer) return [skipped(id, task, `vectorbt ${peer.why}`)];
  const specs = [bench.ours('complete', options), peer];
  const memoryRuns = id === 'B1' ? 3 : 1;
  const [ours, theirs] = await contest(specs, { rounds: bench.rounds * 2, warmUpRounds: 4, memoryRuns });
  if (!ours || !theirs) throw new RangeError('two programs must have run');
  assertPublished(ours.outcome, instruments === 1 ? series : undefined);
  const { candles } = series;
  return [
    atLeast(1, {
      id,
      task,
      ours: `${milliseconds(ours.bestMs)}, ${rate(candles, ours.bestMs)}`,
      peer: `vectorbt from_signals ${milliseconds(theirs.bestMs)}, ${rate(candles, theirs.bestMs)}`,
      ratio: theirs.bestMs / ours.bestMs,
    }),
    atMost(0.3, {
      id,
      task: 'peak memory of one run',
      ours: mebibytes(ours.peakMb),
      peer: `vectorbt ${mebibytes(theirs.peakMb)}`,
      ratio: ours.peakMb / theirs.peakMb,
    }),
  ];
}

function assertPublished(outcome: Parameters<typeof differenceOf>[0], series: Series | undefined): void {
  const difference = series?.published && differenceOf(outcome, series.published);
  if (difference !== undefined) throw new Disagreement(`the reference is not met: ${difference}`);
}
