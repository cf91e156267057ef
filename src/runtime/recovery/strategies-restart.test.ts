/** Every strategy of ours goes on after a restart from a checkpoint as if nothing had happened. */
import { expect, it } from 'vitest';
import { Engine } from '../../core/engine/index.ts';
import { strategies } from '../../core/strategies/index.ts';
import { START_MS, engineSettings } from '../../../test/support/build.ts';
import { walk } from '../../../test/support/synthetic-candles.ts';
import { type JournaledRun, restartRun, startRun } from '../testing.ts';
import { Checkpointer } from './checkpointer.ts';

const candles = walk({ seed: 21, count: 900, startMs: START_MS, volatility: 0.006 });
const rows = candles.flatMap(({ openTimeMs }, at) =>
  at % 17 === 0 ? `${openTimeMs},${at % 2},${(at + 1) % 2},x` : [],
);

/** Fills by what they are, as an order may get another number. */
function fillsOf(run: JournaledRun): string[] {
  return run.fills().map((fill) => fill.replace(/^\S+ /, ''));
}

it.each(strategies.map((strategy) => [strategy.name, strategy] as const))('%s', (_name, strategy) => {
  const lane = { symbol: 'BTC/USDT', strategy, parameters: {}, attachments: { file: rows.join('\n') } };
  const settings = engineSettings(strategy, { lanes: [lane], exits: { stopLossRatio: 0.05 } });
  const undisturbed = startRun(settings);
  undisturbed.play(candles);
  let run = startRun(settings);
  for (const [at, candle] of candles.entries()) {
    run.play([candle]);
    if (at % 211 !== 210) continue;
    const { engine, writer, journal } = run;
    new Checkpointer({
      engine,
      writer,
      createEngine: () => new Engine(settings),
      monotonicMs: () => 0,
      onFailed: expect.unreachable,
    }).make();
    run = restartRun(settings, { journal });
  }
  expect(fillsOf(undisturbed).length).toBeGreaterThan(4);
  expect(fillsOf(run)).toEqual(fillsOf(undisturbed));
});
