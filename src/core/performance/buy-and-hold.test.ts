import { describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../domain/index.ts';
import { type HeldMarket, buyAndHold, summarize } from './index.ts';

const HOUR = 3_600_000;

/** One candle an hour from `firstHour`; `undefined` is a missing candle. */
function market(closes: readonly (number | undefined)[], { firstHour = 0, feeRatio = 0 } = {}): HeldMarket {
  const rows = closes.flatMap((close, i) => (close === undefined ? [] : [{ close, time: (firstHour + i) * HOUR }]));
  const close = Float64Array.from(rows, (row) => row.close);
  const openTimeMs = Float64Array.from(rows, (row) => row.time);
  const columns: CandleColumns = {
    length: rows.length,
    openTimeMs,
    open: close,
    high: close,
    low: close,
    close,
    volume: close,
  };
  return { columns, feeRatio };
}

/** Closes of the candles that open at these hours. */
const closesOf = (...hours: readonly number[]) => Float64Array.from(hours, (hour) => (hour + 1) * HOUR);

const hold = (timeMs: Float64Array, ...markets: readonly HeldMarket[]) =>
  buyAndHold({ timeMs, intervalMs: HOUR, startEquity: 1000, markets });

describe('buy and hold', () => {
  it('follows the price from the first tradable close to the last', () => {
    const { equity } = hold(closesOf(1, 2, 3), market([50, 100, 110, 90]));
    expect([...equity]).toEqual([1000, 1100, 900]);
  });

  it('pays the fee on the way in and on the way out', () => {
    const { equity, trips } = hold(closesOf(0, 1, 2), market([100, 110, 120], { feeRatio: 0.01 }));
    const quantity = 1000 / 101;
    expect([...equity]).toEqual([1000, quantity * 110, quantity * 120 * 0.99].map((value) => expect.closeTo(value, 9)));
    const [trip] = trips;
    expect(trip?.netPnl).toBeCloseTo(quantity * 120 * 0.99 - 1000, 9);
    expect(trip?.fees).toBeCloseTo(quantity * 100 * 0.01 + quantity * 120 * 0.01, 9);
    expect((equity.at(-1) as number) - 1000).toBeCloseTo(trip?.netPnl ?? 0, 9);
  });

  it('splits the money and leaves it in cash until a market begins', () => {
    const { equity } = hold(closesOf(0, 1, 2, 3), market([10, 20, 20, 20]), market([4, 5], { firstHour: 2 }));
    expect([...equity]).toEqual([1000, 1500, 1500, 1625]);
  });

  it('keeps the last price where a candle is missing, and where a market ends early', () => {
    const { equity } = hold(closesOf(0, 1, 2, 3, 4), market([10, undefined, 20, 30]));
    expect([...equity]).toEqual([1000, 1000, 2000, 3000, 3000]);
  });

  it.each([
    ['no market', closesOf(0, 1), []],
    ['a market without candles', closesOf(0, 1), [market([])]],
    ['a market that begins with the last close', closesOf(0, 1), [market([10], { firstHour: 1 })]],
    ['a single point', closesOf(0), [market([10])]],
  ])('%s stays in cash', (_, timeMs, markets) => {
    const { equity, trips } = hold(timeMs, ...markets);
    expect([...equity]).toEqual(Array.from(timeMs, () => 1000));
    expect(trips).toEqual([]);
  });

  it('is measured by the same metrics', () => {
    const summary = summarize(hold(closesOf(0, 1, 2), market([100, 110, 120], { feeRatio: 0.01 })));
    expect(summary.exposure).toBe(1);
    expect(summary.trades).toBe(1);
    expect(summary.totalReturn).toBeCloseTo((1.2 * 0.99) / 1.01 - 1, 12);
  });
});
