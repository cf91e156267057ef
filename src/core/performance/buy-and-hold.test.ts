import { describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../domain/index.ts';
import { type HeldMarket, type Holding, buyAndHold, summarize } from './index.ts';

const HOUR = 3_600_000;

interface Held extends Partial<Holding> {
  readonly firstHour?: number;
}

/** One candle an hour from `firstHour`; `undefined` is a missing candle. Without `entryRow` nothing is held. */
function market(closes: readonly (number | undefined)[], { firstHour = 0, entryRow, ...held }: Held = {}): HeldMarket {
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
  const nothing = { cash: 0, quantity: 0, endWorth: 0, fees: 0, tradedNotional: 0 };
  return { columns, holding: entryRow === undefined ? undefined : { entryRow, ...nothing, ...held } };
}

/** Closes of the candles that open at these hours. */
const closesOf = (...hours: readonly number[]) => Float64Array.from(hours, (hour) => (hour + 1) * HOUR);

const hold = (timeMs: Float64Array, ...markets: readonly HeldMarket[]) =>
  buyAndHold({ timeMs, intervalMs: HOUR, startEquity: 1000, markets });

describe('buy and hold', () => {
  it('is cash until the candle of its purchase, follows the price, and ends with what the sale left', () => {
    const held = { entryRow: 2, cash: 10, quantity: 9, endWorth: 805, fees: 5, tradedNotional: 1800 };
    const { equity, trips } = hold(closesOf(1, 2, 3, 4), market([50, 100, 110, 90, 90], held));
    expect([...equity]).toEqual([1000, 10 + 9 * 110, 10 + 9 * 90, 805]);
    expect(trips).toEqual([
      {
        entryTimeMs: 2 * HOUR,
        exitTimeMs: 5 * HOUR,
        netPnl: -195,
        returnRatio: -0.195,
        fees: 5,
        tradedNotional: 1800,
      },
    ]);
  });

  it('splits the money and leaves it in cash until a market is bought', () => {
    const early = market([10, 20, 20, 20], { entryRow: 1, quantity: 25, endWorth: 500 });
    const late = market([4, 5], { firstHour: 2, entryRow: 1, quantity: 100, endWorth: 500 });
    expect([...hold(closesOf(0, 1, 2, 3), early, late).equity]).toEqual([1000, 1000, 1000, 1000]);
  });

  it('keeps the last price where a candle is missing, and where a market ends early', () => {
    const { equity } = hold(
      closesOf(0, 1, 2, 3, 4, 5),
      market([10, 10, undefined, 30], { entryRow: 1, quantity: 100, endWorth: 3000 }),
    );
    expect([...equity]).toEqual([1000, 1000, 1000, 3000, 3000, 3000]);
  });

  it.each([
    ['no market', closesOf(0, 1), []],
    ['a market without candles', closesOf(0, 1), [market([])]],
    ['a market that nothing could be bought of', closesOf(0, 1), [market([10, 20])]],
  ])('%s stays in cash', (_, timeMs, markets) => {
    const { equity, trips } = hold(timeMs, ...markets);
    expect([...equity]).toEqual(Array.from(timeMs, () => 1000));
    expect(trips).toEqual([]);
  });

  it('is measured by the same metrics', () => {
    const held = { entryRow: 1, quantity: 10, endWorth: 1200 };
    const summary = summarize(hold(closesOf(0, 1, 2), market([100, 110, 120], held)));
    expect(summary.trades).toBe(1);
    expect(summary.totalReturn).toBeCloseTo(0.2, 12);
  });
});
