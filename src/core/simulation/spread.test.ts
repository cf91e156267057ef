import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../domain/decimal.ts';
import { price } from '../../domain/units.ts';
import { Bench, aCandle, anOrder, levels } from './testing.ts';

/** 20 bps: around 100 the bid is 99.9 and the ask 100.1. */
const settings = { spreadBps: 20 };

/** Sells as soon as a quote is seen, the way the engine leaves a position. */
function guarded(
  stop: number | undefined,
  target?: number,
  options: ConstructorParameters<typeof Bench>[0] = {},
): Bench {
  const bench = new Bench({ settings, ...options }).at(100);
  bench.react = (event) => {
    if (event.type === 'quoteSeen') bench.venue.submit(anOrder({ clientOrderId: 'x', side: 'sell' }));
  };
  bench.venue.armExit(levels(stop, target));
  return bench;
}

function quoteOf(bench: Bench): { readonly bid: number; readonly ask: number } | undefined {
  return bench.events.flatMap((event) => (event.type === 'quoteSeen' ? [{ bid: event.bid, ask: event.ask }] : []))[0];
}

describe('with a spread', () => {
  it.each([
    { side: 'buy', more: {}, fill: 'a 100.1 × 1 taker' },
    { side: 'sell', more: {}, fill: 'a 99.9 × 1 taker' },
    { side: 'buy', more: { slippageBps: 5 }, fill: 'a 100.15 × 1 taker' },
    { side: 'sell', more: { slippageBps: 5 }, fill: 'a 99.85 × 1 taker' },
    { side: 'buy', more: { slippageBps: 5, depthQuotePerBps: 50 }, fill: 'a 100.17 × 1 taker' },
    { side: 'sell', more: { slippageBps: 5, depthQuotePerBps: 50 }, fill: 'a 99.83 × 1 taker' },
  ] as const)('a market $side pays half of it, and $more on top', ({ side, more, fill }) => {
    const bench = new Bench({ settings: { ...settings, ...more } }).at(100);
    bench.venue.submit(anOrder({ side }));
    bench.at(100);
    expect(bench.fills()).toEqual([fill]);
  });

  it.each([
    { side: 'buy', limit: '100.1', fills: ['a 100.1 × 1 taker'] },
    { side: 'buy', limit: '100.09', fills: [] },
    { side: 'sell', limit: '99.9', fills: ['a 99.9 × 1 taker'] },
    { side: 'sell', limit: '99.91', fills: [] },
  ] as const)('a limit $side at $limit takes where the other side of the market is: $fills', (row) => {
    const bench = new Bench({ settings }).at(100);
    bench.venue.submit(anOrder({ side: row.side, price: row.limit }));
    bench.at(100);
    expect(bench.fills()).toEqual(row.fills);
  });

  it('takes from a limit no more than the depth between the best price and it', () => {
    const bench = new Bench({ settings: { ...settings, depthQuotePerBps: 50 } }).at(100);
    bench.venue.submit(anOrder({ price: '100.11', timeInForce: 'ioc' }));
    bench.at(100);
    expect(bench.fills()).toEqual(['a 100.11 × 0.5 taker']);
  });

  it.each([
    { limit: '100.09', ends: [] },
    { limit: '100.1', ends: ['a rejected: postOnlyWouldTake'] },
  ])('a maker-only buy at $limit: $ends', ({ limit, ends }) => {
    const bench = new Bench({ settings }).at(100);
    bench.venue.submit(anOrder({ price: limit, timeInForce: 'postOnly' }));
    bench.at(100);
    expect(bench.ends()).toEqual(ends);
  });

  // The ask is through 95 below a middle of 94.9051, the bid is through 105 above 105.1051.
  it.each([
    { side: 'buy', limit: '95', candle: [100, 100, 94.91, 100], fills: [] },
    { side: 'buy', limit: '95', candle: [100, 100, 94.9, 100], fills: ['a 95 × 1 maker'] },
    { side: 'buy', limit: '95', candle: [94.9, 95, 94.9, 95], fills: ['a 95 × 1 maker'] },
    { side: 'sell', limit: '105', candle: [100, 105.1, 100, 100], fills: [] },
    { side: 'sell', limit: '105', candle: [100, 105.11, 100, 100], fills: ['a 105 × 1 maker'] },
  ] as const)('a resting $side at $limit fills when the other side comes through it: $candle', (row) => {
    const bench = new Bench({ settings }).at(100);
    bench.venue.submit(anOrder({ side: row.side, price: row.limit }));
    bench.at(100).play(aCandle([...row.candle]));
    expect(bench.fills()).toEqual(row.fills);
  });

  it('a resting order is touched where the other side is exactly there', () => {
    const bench = new Bench({ settings: { ...settings, fillsAtTouch: true } }).at(100);
    // An ask of 90.09 around 90.
    bench.venue.submit(anOrder({ price: '90.09' }));
    bench.at(100);
    expect(bench.play(aCandle([100, 100, 90.01, 100])).fills()).toEqual([]);
    expect(bench.play(aCandle([100, 100, 90, 100])).fills()).toEqual(['a 90.09 × 1 maker']);
  });

  // The bid meets 95 at a middle of 95.0951, and 110 at 110.1101.
  it.each([
    { stop: 95, target: undefined, candle: [100, 100, 95.1, 100], fills: [] },
    { stop: 95, target: undefined, candle: [100, 100, 95.09, 100], fills: ['x 95 × 1 taker'] },
    { stop: 95, target: undefined, candle: [90, 100, 90, 100], fills: ['x 89.91 × 1 taker'] },
    { stop: undefined, target: 110, candle: [100, 110.11, 100, 100], fills: [] },
    { stop: undefined, target: 110, candle: [100, 110.12, 100, 100], fills: ['x 110 × 1 taker'] },
    { stop: undefined, target: 110, candle: [120, 120, 119, 120], fills: ['x 119.88 × 1 taker'] },
  ] as const)(
    'a stop at $stop, or a target at $target, is met by the bid: $candle',
    ({ stop, target, candle, fills }) => {
      const bench = guarded(stop, target);
      bench.play(aCandle([...candle]));
      expect(bench.fills()).toEqual(fills);
    },
  );

  it('a fired level tells both sides of the market', () => {
    const bench = guarded(95);
    bench.play(aCandle([100, 100, 90, 90]));
    expect(quoteOf(bench)?.bid).toBe(95);
    expect(quoteOf(bench)?.ask).toBeCloseTo((95 / 0.999) * 1.001, 9);
    const gapped = guarded(95);
    gapped.play(aCandle([90, 90, 90, 90]));
    expect(quoteOf(gapped)).toEqual({ bid: 90 * 0.999, ask: 90 * 1.001 });
  });

  it('a level on the tick is sold at to the digit, whatever tick, price and spread', () => {
    const ticks = fc.constantFrom('0.00000001', '0.0001', '0.01', '0.5');
    fc.assert(
      fc.property(
        ticks,
        fc.integer({ min: 1000, max: 5_000_000 }),
        fc.double({ min: 0.1, max: 900, noNaN: true }),
        (tick, count, spreadBps) => {
          const level = Number((count * Number(tick)).toPrecision(15));
          const isStop = count % 2 === 0;
          const instrument = { tickSize: price(tick), minNotional: 0n as never };
          const bench = new Bench({ instrument, settings: { spreadBps } }).at(isStop ? level * 2 : level / 2);
          bench.react = (event) => {
            if (event.type === 'quoteSeen') bench.venue.submit(anOrder({ clientOrderId: 'x', side: 'sell' }));
          };
          bench.venue.armExit(isStop ? levels(level) : levels(undefined, level));
          const start = isStop ? level * 2 : level / 2;
          const end = isStop ? level / 2 : level * 2;
          bench.play(aCandle([start, Math.max(start, end), Math.min(start, end), end]));
          expect(quoteOf(bench)?.bid).toBe(level);
          expect(bench.fills()).toEqual([`x ${formatDecimal(price(String(level)))} × 1 taker`]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
