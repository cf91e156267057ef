/** The order of SYMBOLS changes nothing: the same trades and equity for every permutation, over random worlds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LaneSpec } from '../../src/core/engine/index.ts';
import { defineStrategy } from '../../src/core/strategies/api/index.ts';
import type { Candle, Instrument } from '../../src/domain/index.ts';
import { anInstrument, engineSettings, scripted } from '../support/build.ts';
import { aRun } from '../support/bench-run.ts';
import { walk } from '../support/synthetic-candles.ts';

const SYMBOLS = ['AAA', 'BBB', 'CCC', 'DDD'] as const;

/** Enters and leaves on a calendar of its own, at market and below it. */
const restless = (shift: number) =>
  defineStrategy({
    name: `restless-${shift}`,
    parameters: {},
    setup:
      () =>
      ({ index, position, candle, enterLong, exit }) => {
        if (position) return index % 11 === shift ? exit({ reason: 'time' }) : undefined;
        if (index % 7 === 0) return enterLong({ reason: 'market' });
        return index % 7 === shift ? enterLong({ reason: 'limit', limitPrice: candle.close * 0.995 }) : undefined;
      },
  });

function play(order: readonly number[], seed: number): { readonly trades: readonly string[]; readonly equity: number } {
  const instruments: Instrument[] = order.map((at, id) => {
    const base = SYMBOLS[at] as string;
    return anInstrument({ id, base, symbol: `${base}/USDT` });
  });
  const lanes: LaneSpec[] = [1, 2].flatMap((shift) =>
    instruments.map(({ symbol }) => ({ symbol, strategy: restless(shift), parameters: {} })),
  );
  const settings = engineSettings(scripted({}), {
    lanes,
    exits: { stopLossRatio: 0.01, trailingStop: { distanceRatio: 0.02, activationRatio: 0.01 } },
    size: { kind: 'equityShare', share: 0.3 },
    risk: {
      maxPositions: 3,
      maxDrawdownRatio: 0.2,
      dailyLossLimitRatio: 0.03,
      maxCorrelation: 0.6,
      maxOrdersPerHour: 30,
    },
  });
  const run = aRun(settings, { instruments, cash: '10000' });
  const series = order.map((at): readonly Candle[] => walk({ seed: seed + at, count: 120, volatility: 0.004 }));
  for (let index = 0; index < 120; index += 1) {
    for (const [id, candles] of series.entries()) {
      const candle = candles[index];
      // Symbols lack candles at times of their own.
      if (candle && (index + (order[id] ?? 0)) % 17 !== 3) run.driver.close(id, candle);
    }
  }
  run.driver.flush();
  const symbolOf = (id: number) => instruments[id]?.symbol ?? '';
  const trades = run.recorder.fills.map(({ fill, order: { request }, timeMs }) => {
    const { instrument, side, lane } = request;
    const strategy = lanes[lane]?.strategy.name;
    return `${timeMs} ${symbolOf(instrument)} ${strategy} ${side} ${fill.quantity} @ ${fill.price}`;
  });
  return { trades: trades.toSorted(), equity: run.engine.view.portfolio.equity };
}

it('a run is the same whatever the order of its symbols', () => {
  let trades = 0;
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.nat(1_000_000), (order, seed) => {
      const listed = play([0, 1, 2, 3], seed);
      expect(play(order, seed)).toEqual(listed);
      trades += listed.trades.length;
    }),
    { numRuns: 60, examples: [[[3, 2, 1, 0], 7]] },
  );
  expect(trades).toBeGreaterThan(600);
});
