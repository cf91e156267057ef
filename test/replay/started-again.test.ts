/** A run on a random market that stops between two candles and starts again: what it does is what it would have done. */
import { describe, expect, it } from 'vitest';
import { canonicalJson, formatDecimal } from '../../src/domain/index.ts';
import type { LocalJournal } from '../../src/ports/index.ts';
import { type JournaledRun, restartRun, startRun } from '../../src/runtime/testing.ts';
import { entriesOf } from '../support/at-once.ts';
import { type RandomWorld, randomWorld } from '../support/random-world.ts';

const SEEDS = Array.from({ length: 80 }, (_, seed) => seed + 1);

/** Settings of venues under which orders and cancels are on their way when a run stops. */
function slowWorld(seed: number): RandomWorld {
  const world = randomWorld(seed);
  const latencyCandles = seed % 3;
  return { ...world, simulation: { ...world.simulation, latencyCandles, latencyMs: seed % 2 === 0 ? 15_000 : 0 } };
}

function playOn(run: JournaledRun, world: RandomWorld, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    for (const { id } of world.instruments) {
      const candle = world.candles[id]?.[at];
      if (candle) run.driver.close(id, candle);
    }
    run.driver.flush();
  }
}

/** A fill that is told again after a restart is the one that was told first. */
function fillsIn(journal: LocalJournal): string[] {
  const fills = new Map<string, string>();
  for (const { entry } of entriesOf(journal)) {
    const { event, timeMs } = entry;
    if (event.type !== 'orderFilled' || fills.has(event.tradeId)) continue;
    const { tradeId, price, quantity, liquidity } = event;
    fills.set(tradeId, `${timeMs} ${tradeId} ${formatDecimal(quantity)} at ${formatDecimal(price)} ${liquidity}`);
  }
  return [...fills.values()];
}

describe('a run that starts again after any candle', () => {
  it.each(SEEDS)('goes on as if nothing had been, seed %i', (seed) => {
    const world = slowWorld(seed);
    const { settings, simulation, instruments } = world;
    const length = world.candles[0]?.length ?? 0;
    const whole = startRun(settings, { simulation, instruments });
    playOn(whole, world, 0, length);
    const stops = [17, 18, 19, 40, 41, 66, 90, 91].map((stop) => stop + (seed % 7));
    let run = startRun(settings, { simulation, instruments });
    let at = 0;
    for (const stop of stops) {
      playOn(run, world, at, stop);
      run = restartRun(settings, { journal: run.journal, simulation, instruments });
      at = stop;
    }
    playOn(run, world, at, length);
    expect(fillsIn(run.journal)).toEqual(fillsIn(whole.journal));
    expect(canonicalJson(run.engine.view.ledger.snapshot())).toBe(canonicalJson(whole.engine.view.ledger.snapshot()));
  });
});
