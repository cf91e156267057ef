import { describe, expect, it } from 'vitest';
import { type CandleColumns, formatDecimal, notional } from '../../domain/index.ts';
import { smallestOrderOf, stepOf, tickOf } from './derive-rules.ts';

function candlesAt(...prices: readonly number[]): CandleColumns {
  const column = Float64Array.from(prices);
  return {
    length: prices.length,
    openTimeMs: column,
    open: column,
    high: column,
    low: column,
    close: column,
    volume: column,
  };
}

describe('the tick of candles', () => {
  it.each([
    ['0.01', [42_000.12, 41_999.9, 43_000]],
    ['0.01', [100, 101]],
    ['1', [42_000, 41_000]],
    ['0.00001', [0.12345, 0.1]],
    ['0.000000000001', [2.6e-8]],
    ['0.00000001', [31_415.92653589]],
    ['1', [1e9, 2e9]],
  ])('is %s for %j', (tick, prices) => {
    expect(formatDecimal(tickOf(candlesAt(...prices)))).toBe(tick);
  });

  it('is there for no candles at all', () => {
    expect(formatDecimal(tickOf(candlesAt()))).toBe('1');
  });
});

describe('the step of candles', () => {
  it.each([
    ['0.00000001', '5', [60_000, 42_000]],
    ['0.001', '5', [2, 1.5]],
    ['1', '5', [0.00001]],
    ['1', '0.0001', [2.6e-8]],
    ['0.000001', '0.0001', [0.05, 0.06]],
    ['0.0000000001', '500', [1e9]],
    ['0.00000001', '5', []],
  ])('is %s where the smallest order is %s, for %j', (step, least, prices) => {
    expect(formatDecimal(stepOf(candlesAt(...prices), notional(least)))).toBe(step);
  });
});

describe('the smallest order', () => {
  it.each([
    ['USDT', 10_000, '5'],
    ['BTC', 0.5, '0.0001'],
    ['NOK', 10_000, '50'],
    ['DOGE', 10_000, '1'],
  ])('in %s with %d is %s', (quote, capital, least) => {
    expect(formatDecimal(smallestOrderOf(quote, capital))).toBe(least);
  });
});
