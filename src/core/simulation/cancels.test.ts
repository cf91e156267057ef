import { describe, expect, it } from 'vitest';
import { Bench, aCandle, anOrder } from './testing.ts';

const CANCELED = 'a canceled: canceled on request';
const MINUTE = 60_000;

/** A buy rests at 95 below a market at 100. */
function resting(settings: ConstructorParameters<typeof Bench>[0] = {}, quantity = '1'): Bench {
  const bench = new Bench({ intervalMs: MINUTE, ...settings }).at(100);
  bench.venue.submit(anOrder({ price: '95', quantity }));
  // Its own latency has passed after these.
  return bench.at(100).at(100).at(100);
}

describe('a cancel', () => {
  it('is there at once where nothing takes time', () => {
    const bench = resting();
    bench.venue.cancel('a');
    expect(bench.ends()).toEqual([CANCELED]);
    expect(bench.at(90).fills()).toEqual([]);
  });

  it.each([
    { latencyCandles: 1, gapAt: 0, fills: ['a 95 × 1 maker'], ends: [] },
    { latencyCandles: 1, gapAt: 1, fills: ['a 95 × 1 maker'], ends: [] },
    { latencyCandles: 1, gapAt: 2, fills: [], ends: [CANCELED] },
    { latencyCandles: 2, gapAt: 2, fills: ['a 95 × 1 maker'], ends: [] },
    { latencyCandles: 2, gapAt: 3, fills: [], ends: [CANCELED] },
  ])(
    'takes $latencyCandles candles, and the open it comes with may fill its order before: $gapAt opens on, $fills',
    ({ latencyCandles, gapAt, fills, ends }) => {
      const bench = resting({ settings: { latencyCandles } });
      bench.venue.cancel('a');
      for (let at = 0; at < gapAt; at += 1) bench.at(100);
      bench.at(94);
      expect(bench.fills()).toEqual(fills);
      expect(bench.ends()).toEqual(ends);
      expect(bench.venue.isIdle).toBe(true);
    },
  );

  it('in the candle that it comes with ends the order before the candle goes its way', () => {
    const bench = resting({ settings: { latencyCandles: 1 } });
    bench.venue.cancel('a');
    bench.at(100).play(aCandle([100, 100, 90, 90]));
    expect(bench.fills()).toEqual([]);
    expect(bench.ends()).toEqual([CANCELED]);
  });

  // A quarter of a candle: a fall from 100 to 76 has come to 94 by then, one to 84 to 96.
  it.each([
    { close: 76, fills: ['a 95 × 1 maker'], ends: [] },
    { close: 84, fills: [], ends: [CANCELED] },
    { close: 124, fills: [], ends: [CANCELED] },
  ])('takes milliseconds in which the price moves on towards $close: $fills', ({ close, fills, ends }) => {
    const bench = resting({ settings: { latencyMs: MINUTE / 4 } });
    bench.venue.cancel('a');
    expect(bench.ends()).toEqual([]);
    bench.play(aCandle([100, 130, 70, close]));
    expect(bench.fills()).toEqual(fills);
    expect(bench.ends()).toEqual(ends);
  });

  it('of a sell meets the price on its way up', () => {
    const bench = new Bench({ settings: { latencyMs: MINUTE / 4 }, intervalMs: MINUTE }).at(100);
    bench.venue.submit(anOrder({ side: 'sell', price: '105' }));
    bench.at(100);
    bench.venue.cancel('a');
    bench.play(aCandle([100, 124, 100, 124]));
    expect(bench.fills()).toEqual(['a 105 × 1 maker']);
  });

  it('ends what the volume left of an order that filled before it', () => {
    const bench = resting({ settings: { latencyCandles: 1, maxVolumeShare: 0.1 } }, '3');
    bench.venue.cancel('a');
    bench
      .play(aCandle([100, 100, 90, 90], 10))
      .play(aCandle([94, 94, 94, 94], 5))
      .play(aCandle([90, 90, 90, 90], 900));
    expect(bench.fills()).toEqual(['a 95 × 1 maker', 'a 95 × 0.5 maker']);
    expect(bench.ends()).toEqual([CANCELED]);
    expect(bench.venue.findOrder('a')?.status).toBe('canceled');
  });

  it.each([{ latencyCandles: 0 }, { latencyCandles: 1 }, { latencyCandles: 2 }])(
    'of an order that is on its way comes after it, $latencyCandles candles late',
    ({ latencyCandles }) => {
      const bench = new Bench({ settings: { latencyCandles } }).at(100);
      bench.venue.submit(anOrder({ clientOrderId: 'market' }));
      bench.venue.submit(anOrder({ clientOrderId: 'takes', price: '101' }));
      bench.venue.submit(anOrder({ price: '99' }));
      for (const id of ['market', 'takes', 'a']) bench.venue.cancel(id);
      for (let at = 0; at < latencyCandles; at += 1) bench.at(100);
      expect(bench.fills()).toEqual([]);
      bench.play(aCandle([100, 100, 90, 90]));
      expect(bench.fills()).toEqual(['market 100 × 1 taker', 'takes 100 × 1 taker']);
      expect(bench.ends()).toEqual([CANCELED]);
    },
  );

  it('sent together with its order never lets it fill as maker, however far the price falls until both are there', () => {
    const bench = new Bench({ settings: { latencyMs: MINUTE / 2 }, intervalMs: MINUTE }).at(100);
    bench.venue.submit(anOrder({ price: '95' }));
    bench.venue.cancel('a');
    bench.play(aCandle([100, 100, 80, 80]));
    expect(bench.fills()).toEqual([]);
    expect(bench.ends()).toEqual([CANCELED]);
  });

  it('sent on a candle’s way is there with the candle’s latency, or with a later open', () => {
    const falls = aCandle([100, 100, 80, 90]);
    for (const [latencyCandles, latencyMs, fills] of [
      [0, 0, ['b 98 × 1 maker']],
      // From 98 on towards 90: half a candle late it is at 94.
      [0, MINUTE / 2, ['b 98 × 1 maker', 'a 95 × 1 maker']],
      [1, 0, ['b 98 × 1 maker', 'a 95 × 1 maker']],
    ] as const) {
      const bench = new Bench({ settings: { latencyCandles, latencyMs }, intervalMs: MINUTE }).at(100);
      bench.venue.submit(anOrder({ price: '95' }));
      bench.venue.submit(anOrder({ clientOrderId: 'b', price: '98' }));
      bench.at(100).at(100);
      bench.react = (event) => {
        if (event.type === 'orderFilled' && event.clientOrderId === 'b') bench.venue.cancel('a');
      };
      bench.play(falls);
      expect(bench.fills()).toEqual(fills);
      expect(bench.ends()).toEqual(fills.length === 1 ? [CANCELED] : []);
    }
  });

  // With a share of the volume no fill is known before the candle has closed.
  it.each([
    { open: 100, beforeClose: [CANCELED], fills: [] },
    { open: 94, beforeClose: [], fills: ['a 95 × 1 maker'] },
  ])('sent while no more than an open at $open is known: $beforeClose', ({ open, beforeClose, fills }) => {
    const bench = resting({ settings: { maxVolumeShare: 0.5 } });
    bench.venue.openCandle(0, aCandle([open, open, open, open], 0));
    expect(bench.venue.stepOpen(0, aCandle([open, open, open, open], 0), false)).toBe(false);
    bench.venue.cancel('a');
    expect(bench.ends()).toEqual(beforeClose);
    while (bench.venue.stepOpen(0, aCandle([open, 100, 90, 90]), true));
    while (bench.venue.stepCandle(0, aCandle([open, 100, 90, 90])));
    expect(bench.fills()).toEqual(fills);
    expect(bench.ends()).toEqual(fills.length > 0 ? [] : [CANCELED]);
  });

  it('asked for again while one is on its way is that one', () => {
    const bench = resting({ settings: { latencyCandles: 2 } });
    bench.venue.cancel('a');
    bench.at(100).at(100);
    bench.venue.cancel('a');
    expect(bench.at(100).ends()).toEqual([CANCELED]);
  });
});
