import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONE, decimal, formatDecimal } from '../../domain/decimal.ts';
import { Bench, aCandle, anOrder } from './testing.ts';

const RISING = aCandle([101, 104, 100, 103]);

describe('market orders', () => {
  it('fill at the next open when submitted between candles', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder());
    expect(bench.fills()).toEqual([]);
    bench.play(RISING);
    expect(bench.fills()).toEqual(['a 101 × 1 taker']);
    expect(bench.balances()).toEqual({ USDT: '9899', BTC: '11' });
  });

  it('fill at the price of the moment when submitted inside a candle', () => {
    const bench = new Bench().at(100);
    bench.venue.openCandle(0, RISING);
    bench.venue.submit(anOrder({ side: 'sell' }));
    expect(bench.fills()).toEqual(['a 101 × 1 taker']);
  });

  it('are accepted before they are filled', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder());
    bench.play(RISING);
    expect(bench.events.map((event) => event.type)).toEqual(['orderAccepted', 'orderFilled']);
  });

  it.each([
    { side: 'buy', open: 100, slippageBps: 5, expected: 'a 100.05 × 1 taker' },
    { side: 'sell', open: 100, slippageBps: 5, expected: 'a 99.95 × 1 taker' },
    { side: 'buy', open: 99.99, slippageBps: 1, expected: 'a 100 × 1 taker' },
    { side: 'sell', open: 99.99, slippageBps: 1, expected: 'a 99.98 × 1 taker' },
    { side: 'buy', open: 99.994, slippageBps: 0, expected: 'a 100 × 1 taker' },
    { side: 'sell', open: 99.996, slippageBps: 0, expected: 'a 99.99 × 1 taker' },
  ] as const)('$side at $open with $slippageBps bps is rounded to the tick against us', (row) => {
    const bench = new Bench({ settings: { slippageBps: row.slippageBps } }).at(row.open);
    bench.venue.submit(anOrder({ side: row.side }));
    bench.at(row.open);
    expect(bench.fills()).toEqual([row.expected]);
  });

  it('pay one more bps for each slice of depth they eat', () => {
    const bench = new Bench({ settings: { slippageBps: 10, depthQuotePerBps: 50 } }).at(100);
    bench.venue.submit(anOrder({ quantity: '5' }));
    bench.at(100);
    expect(bench.fills()).toEqual(['a 100.2 × 5 taker']);
  });

  it('continue at the next open when the candle has too little volume', () => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100);
    bench.venue.submit(anOrder({ quantity: '2' }));
    bench.play(aCandle([100, 100, 100, 100], 15)).play(aCandle([101, 101, 101, 101], 0));
    bench.play(aCandle([102, 102, 102, 102], 100));
    expect(bench.fills()).toEqual(['a 100 × 1.5 taker', 'a 102 × 0.5 taker']);
    const trades = bench.venue.fillsOf('a').map((event) => (event.type === 'orderFilled' ? event.tradeId : ''));
    expect(trades).toEqual(['a.1', 'a.2']);
    expect(bench.venue.findOrder('a')?.status).toBe('filled');
  });

  it.each([
    { timeInForce: 'gtc', volume: 15, fills: ['a 100 × 1.5 taker', 'a 101 × 0.5 taker'], ends: [] },
    { timeInForce: 'ioc', volume: 15, fills: ['a 100 × 1.5 taker'], ends: ['a canceled: ioc'] },
    { timeInForce: 'ioc', volume: 20, fills: ['a 100 × 2 taker'], ends: [] },
    { timeInForce: 'ioc', volume: 0, fills: [], ends: ['a canceled: ioc'] },
    { timeInForce: 'fok', volume: 15, fills: [], ends: ['a canceled: fok'] },
    { timeInForce: 'fok', volume: 0, fills: [], ends: ['a canceled: fok'] },
    { timeInForce: 'fok', volume: 20, fills: ['a 100 × 2 taker'], ends: [] },
  ] as const)('$timeInForce in a candle with a tenth of $volume: $fills', ({ timeInForce, volume, fills, ends }) => {
    for (const side of ['buy', 'sell'] as const) {
      const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100);
      bench.venue.submit(anOrder({ side, timeInForce, quantity: '2' }));
      bench.play(aCandle([100, 100, 100, 100], volume)).play(aCandle([101, 101, 101, 101], 100));
      expect(bench.fills()).toEqual(fills);
      expect(bench.ends()).toEqual(ends);
      expect(bench.venue.isIdle).toBe(true);
    }
  });

  it('that may only rest are refused', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ timeInForce: 'postOnly' }));
    expect(bench.ends()).toEqual(['a rejected: postOnlyWouldTake']);
  });

  it('share one candle among all orders of a side', () => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100);
    bench.venue.submit(anOrder({ clientOrderId: 'a', quantity: '1' }));
    bench.venue.submit(anOrder({ clientOrderId: 'b', quantity: '1' }));
    bench.venue.submit(anOrder({ clientOrderId: 'c', side: 'sell', quantity: '1' }));
    bench.play(aCandle([100, 100, 100, 100], 15));
    expect(bench.fills()).toEqual(['a 100 × 1 taker', 'b 100 × 0.5 taker', 'c 100 × 1 taker']);
  });

  it.each([
    { latencyCandles: 0, expected: 'a 101 × 1 taker' },
    { latencyCandles: 1, expected: 'a 102 × 1 taker' },
    { latencyCandles: 2, expected: 'a 103 × 1 taker' },
  ])('arrive $latencyCandles candles late', ({ latencyCandles, expected }) => {
    const bench = new Bench({ settings: { latencyCandles } }).at(100);
    bench.venue.submit(anOrder());
    bench.at(101).at(102).at(103);
    expect(bench.fills()).toEqual([expected]);
  });

  it('submitted inside a candle arrive late as well', () => {
    const bench = new Bench({ settings: { latencyCandles: 1 } }).at(100);
    bench.venue.openCandle(0, RISING);
    bench.venue.submit(anOrder());
    bench.venue.closeCandle(0, RISING);
    bench.at(107);
    expect(bench.fills()).toEqual(['a 107 × 1 taker']);
  });

  it.each([
    { side: 'buy', close: 104, expected: 'a 101 × 1 taker' },
    { side: 'buy', close: 96, expected: 'a 100 × 1 taker' },
    { side: 'sell', close: 104, expected: 'a 100 × 1 taker' },
    { side: 'sell', close: 96, expected: 'a 99 × 1 taker' },
  ] as const)('$side a quarter of a candle late towards $close gets the worse price', ({ side, close, expected }) => {
    const bench = new Bench({ settings: { latencyMs: 15_000 }, intervalMs: 60_000 }).at(100);
    bench.venue.submit(anOrder({ side }));
    bench.play(aCandle([100, 104, 96, close]));
    expect(bench.fills()).toEqual([expected]);
  });

  it('wait for the first step when only the open of the candle is known and volume counts', () => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100);
    bench.venue.submit(anOrder({ clientOrderId: 'earlier' }));
    bench.play(aCandle([100, 100, 100, 100], 1000));
    bench.venue.submit(anOrder({ clientOrderId: 'before' }));
    bench.venue.openCandle(0, aCandle([101, 101, 101, 101], 0));
    bench.venue.submit(anOrder({ clientOrderId: 'inside' }));
    expect(bench.fills()).toEqual(['earlier 100 × 1 taker']);
    expect(bench.venue.stepCandle(0, aCandle([101, 104, 100, 103], 100))).toBe(true);
    expect(bench.fills().slice(1)).toEqual(['before 101 × 1 taker', 'inside 101 × 1 taker']);
  });

  it('need the interval when latency is in milliseconds', () => {
    expect(() => new Bench({ settings: { latencyMs: 1 } })).toThrow('intervalMs');
  });

  it('close as canceled when the balance is gone by the time they fill', () => {
    const bench = new Bench({ balances: { USDT: '100' } }).at(100);
    bench.venue.submit(anOrder());
    bench.at(101);
    expect(bench.ends()).toEqual(['a canceled: balance']);
    expect(bench.balances()).toEqual({ USDT: '100', BTC: '0' });
  });
});

describe('a market buy with a budget', () => {
  it('locks the budget until it ends, and gives back what it did not need', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ quantity: '2', budget: '300' }));
    expect(formatDecimal(bench.venue.available('USDT'))).toBe('9700');
    expect(formatDecimal(bench.venue.balance('USDT'))).toBe('10000');
    bench.at(100);
    expect(formatDecimal(bench.venue.available('USDT'))).toBe('9800');
  });

  it('buys what the budget pays for, fee included, and closes the rest', () => {
    const bench = new Bench({ instrument: { takerFeeRate: decimal('0.01') } }).at(100);
    bench.venue.submit(anOrder({ quantity: '2', budget: '150' }));
    bench.at(100);
    expect(bench.fills()).toEqual(['a 100 × 1.485 taker']);
    expect(bench.ends()).toEqual(['a canceled: budget']);
    expect(bench.venue.findOrder('a')?.status).toBe('canceled');
    expect(bench.balances()).toEqual({ USDT: '9850.015', BTC: '11.485' });
  });

  it('ends filled when the budget reaches for all of it', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ quantity: '1', budget: '100' }));
    bench.at(100);
    expect(bench.venue.findOrder('a')?.status).toBe('filled');
    expect(bench.ends()).toEqual([]);
  });

  it('buys nothing when the budget does not reach for one step', () => {
    const bench = new Bench({ instrument: { stepSize: (10n ** 18n) as never } }).at(100);
    bench.venue.submit(anOrder({ quantity: '1', budget: '100' }));
    bench.at(101);
    expect(bench.fills()).toEqual([]);
    expect(bench.ends()).toEqual(['a canceled: budget']);
  });

  it('that must fill whole buys nothing when the budget pays for less', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ quantity: '2', budget: '150', timeInForce: 'fok' }));
    bench.at(100);
    expect(bench.fills()).toEqual([]);
    expect(bench.ends()).toEqual(['a canceled: budget']);
  });

  const cents = fc.integer({ min: 5000, max: 500_000 });
  const feeBps = fc.integer({ min: 0, max: 100 });
  const feeAsset = fc.constantFrom('quote' as const, 'received' as const);

  it('never spends more than its budget over many candles', () => {
    fc.assert(
      fc.property(cents, cents, feeBps, feeAsset, fc.nat(400), (open, budgetCents, bps, taken, volume) => {
        const bench = new Bench({
          instrument: { takerFeeRate: decimal(String(bps / 10_000)), feeAsset: taken },
          settings: { slippageBps: 7, depthQuotePerBps: 900, maxVolumeShare: 0.01 },
        }).at(open / 100);
        bench.venue.submit(anOrder({ quantity: '50', budget: String(budgetCents / 100) }));
        for (let candle = 0; candle < 20; candle += 1) {
          const price = (open + candle) / 100;
          bench.play(aCandle([price, price, price, price], volume));
        }
        const spent = decimal('10000') - bench.venue.balance('USDT');
        expect(spent).toBeLessThanOrEqual(decimal(String(budgetCents / 100)));
      }),
    );
  });

  it('leaves less than the price of one more step', () => {
    fc.assert(
      fc.property(cents, cents, feeBps, feeAsset, (open, budgetCents, bps, taken) => {
        const rate = decimal(String(bps / 10_000));
        const bench = new Bench({ instrument: { takerFeeRate: rate, feeAsset: taken } }).at(open / 100);
        const budget = decimal(String(budgetCents / 100));
        bench.venue.submit(anOrder({ quantity: '500', budget: formatDecimal(budget) }));
        bench.at(open / 100);
        const left = budget - (decimal('10000') - bench.venue.balance('USDT'));
        const step = decimal(String(open / 100)) / 1000n;
        expect(bench.ends()).toEqual(['a canceled: budget']);
        expect(left).toBeLessThan(taken === 'quote' ? step + (step * rate) / ONE : step);
      }),
    );
  });
});
