/** A market that is told as it goes: each open when the interval begins, each candle when it has closed. */
import { describe, expect, it } from 'vitest';
import type { SimulationSettings } from '../../src/core/simulation/index.ts';
import type { Candle, RoundTrip } from '../../src/domain/index.ts';
import { createSimulatedRun, runStarted } from '../../src/runtime/index.ts';
import { decimal } from '../../src/domain/index.ts';
import { entriesOf } from '../support/at-once.ts';
import {
  MINUTE,
  NO_FRICTION,
  START_MS,
  aCandle,
  anInstrument,
  buy,
  engineSettings,
  scripted,
} from '../support/build.ts';
import { justOpened, playWorld } from '../support/play-world.ts';
import { randomWorld } from '../support/random-world.ts';

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);

describe('a market at a pace', () => {
  it.each(SEEDS)('has the journal of the same market at full speed, seed %i', (seed) => {
    const world = randomWorld(seed);
    const [whole, paced] = [false, true].map((isPaced) => entriesOf(playWorld(world, { isPaced }).journal));
    expect(paced).toEqual(whole);
  });

  it('trades in these worlds, at opens and on the way', () => {
    const fills = SEEDS.flatMap((seed) => entriesOf(playWorld(randomWorld(seed)).journal)).flatMap(
      ({ entry: { event } }) => (event.type === 'orderFilled' ? [event] : []),
    );
    expect(fills.length).toBeGreaterThan(1000);
    expect(fills.filter(({ executedMs }) => executedMs === undefined).length).toBeGreaterThan(200);
  });
});

/** Buys on the first candle with a stop at 95; what the first round trip says of itself. */
function firstTrip(
  candles: readonly Candle[],
  simulation: Partial<SimulationSettings>,
  options: { readonly isPaced: boolean },
): RoundTrip | undefined {
  const trips: RoundTrip[] = [];
  const instruments = [anInstrument()];
  const balances = { USDT: decimal('10000') };
  const { writer, driver } = createSimulatedRun({
    settings: engineSettings(scripted({ 0: buy({ stopPrice: 95 }) })),
    simulation: { ...NO_FRICTION, ...simulation },
    instruments,
    balances,
    observer: { roundTripClosed: (_lane, trip) => trips.push(trip) },
  });
  const identity = { mode: 'test', commit: 'test', configHash: 'test', seed: 1, runId: 'c0' };
  writer.handle(runStarted(identity, instruments, balances), START_MS);
  for (const candle of candles) {
    if (options.isPaced) {
      driver.open(0, justOpened(candle));
      // The clock goes on while nothing but the open is known.
      writer.handle({ type: 'timerFired', clockDriftMs: 0 }, candle.openTimeMs + MINUTE / 2);
      writer.drain(candle.openTimeMs + MINUTE / 2);
    }
    driver.close(0, candle);
  }
  driver.flush();
  return trips[0];
}

describe.each([{ isPaced: false }, { isPaced: true }])('what fills at an open (at a pace: $isPaced)', (options) => {
  it.each([
    { name: 'nothing', simulation: {} },
    { name: 'latency', simulation: { latencyMs: 400 } },
    { name: 'a share of the volume', simulation: { maxVolumeShare: 0.5 } },
    { name: 'both', simulation: { latencyMs: 400, maxVolumeShare: 0.5 } },
  ])('has the time of the open with $name in its way, and what fills later that of the close', ({ simulation }) => {
    const stopped = firstTrip([aCandle(0), aCandle(1, { low: 94 })], simulation, options);
    expect([stopped?.entryTimeMs, stopped?.exitTimeMs]).toEqual([START_MS + MINUTE, START_MS + 2 * MINUTE]);
    const gapped = firstTrip([aCandle(0), aCandle(1), aCandle(2, { open: 90 })], simulation, options);
    expect([gapped?.entryTimeMs, gapped?.exitTimeMs]).toEqual([START_MS + MINUTE, START_MS + 2 * MINUTE]);
  });
});
