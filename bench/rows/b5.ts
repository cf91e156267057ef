import { contest } from '../contest.ts';
import { type Row, atLeast, milliseconds, rate } from '../row.ts';
import type { Workbench } from '../workbench.ts';

/** What the engine costs above the bare task. */
export async function* measureB5(bench: Workbench): AsyncGenerator<Row> {
  const { candles } = bench.series;
  const options = bench.options(bench.series);
  const names = ['ceiling', 'averages', 'complete'] as const;
  // A loop of two milliseconds needs many runs until it is compiled at its best.
  const specs = names.map((name) => bench.ours(name, options, name === 'ceiling' ? 20 : 1));
  const [ceiling, averages, complete] = await contest(specs, {
    rounds: bench.rounds * 2,
    warmUpRounds: 6,
    memoryRuns: 0,
  });
  if (!ceiling || !averages || !complete) throw new RangeError('three programs must have run');
  const peer = `fused loop ${milliseconds(ceiling.bestMs)}, ${rate(candles, ceiling.bestMs)}`;
  yield* [
    { task: 'complete engine', standing: complete, share: 60 },
    { task: 'two EMAs only', standing: averages, share: 20 },
  ].map(({ task, standing: { bestMs }, share }) =>
    atLeast(
      1 / share,
      {
        id: 'B5',
        task,
        ours: `${milliseconds(bestMs)}, ${rate(candles, bestMs)}`,
        peer,
        ratio: ceiling.bestMs / bestMs,
      },
      `≥ 1/${share}`,
    ),
  );
}
