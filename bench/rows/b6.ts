import { contest } from '../contest.ts';
import { type Row, atMost, milliseconds } from '../row.ts';
import type { Workbench } from '../workbench.ts';

/** Paper trading and backtesting make the same commands; what the journal and the event loop cost. */
export async function* measureB6(bench: Workbench): AsyncGenerator<Row> {
  const options = bench.options(bench.series);
  const specs = [bench.ours('paper', options), bench.ours('backtest', options)];
  const [paper, backtest] = await contest(specs, { rounds: bench.rounds * 2, warmUpRounds: 4, memoryRuns: 0 });
  if (!paper || !backtest) throw new RangeError('two programs must have run');
  yield atMost(2, {
    id: 'B6',
    task: `paper runner, journal in memory (commands ${paper.outcome.digest})`,
    ours: milliseconds(paper.bestMs),
    peer: `own backtest runner ${milliseconds(backtest.bestMs)}`,
    ratio: paper.bestMs / backtest.bestMs,
  });
}
