import { describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../domain/market/candle.ts';
import { checkCandles } from './check-candles.ts';

const T = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;

interface Row {
  readonly minute: number;
  readonly open?: number;
  readonly high?: number;
  readonly low?: number;
  readonly close?: number;
  readonly volume?: number;
}

function candles(rows: readonly Row[]): CandleColumns {
  const column = (value: (row: Row) => number) => Float64Array.from(rows, value);
  return {
    length: rows.length,
    openTimeMs: column((row) => T + row.minute * MINUTE),
    open: column((row) => row.open ?? 100),
    high: column((row) => row.high ?? 101),
    low: column((row) => row.low ?? 99),
    close: column((row) => row.close ?? 100),
    volume: column((row) => row.volume ?? 1),
  };
}

const minutes = (from: number, to: number, row: Omit<Row, 'minute'> = {}): Row[] =>
  Array.from({ length: to - from }, (_, i) => ({ minute: from + i, ...row }));

const flat = (price: number) => ({ open: price, high: price, low: price, close: price });

describe('checkCandles', () => {
  it('finds nothing wrong with ordinary candles', () => {
    expect(checkCandles(candles(minutes(0, 50)), '1m')).toEqual({
      rows: 50,
      firstMs: T,
      lastMs: T + 49 * MINUTE,
      timeframe: '1m',
      gaps: [],
      missing: 0,
      duplicates: [],
      outOfOrder: [],
      offGrid: [],
      zeroVolumeRows: 0,
      zeroVolumeRuns: [],
      wideRanges: [],
      jumps: [],
      staleRuns: [],
      impossible: [],
    });
  });

  it('has no first and last time without candles', () => {
    const report = checkCandles(candles([]), '1m');
    expect([report.rows, 'firstMs' in report, 'lastMs' in report]).toEqual([0, false, false]);
  });

  it('lists gaps with what they lack', () => {
    const report = checkCandles(candles([...minutes(0, 3), ...minutes(5, 7), ...minutes(8, 9)]), '1m');
    expect(report.gaps).toEqual([
      { afterMs: T + 2 * MINUTE, missing: 2 },
      { afterMs: T + 6 * MINUTE, missing: 1 },
    ]);
    expect(report.missing).toBe(3);
  });

  it('lists repeated, misplaced and off-grid times', () => {
    const report = checkCandles(candles([0, 1, 1, 3, 2, 4.5].map((minute) => ({ minute }))), '1m');
    expect(report.duplicates).toEqual([T + MINUTE]);
    expect(report.outOfOrder).toEqual([T + 2 * MINUTE]);
    expect(report.offGrid).toEqual([T + 4.5 * MINUTE]);
  });

  it('lists runs without volume', () => {
    const report = checkCandles(
      candles([...minutes(0, 3, { volume: 0 }), ...minutes(3, 5), { minute: 5, volume: 0 }]),
      '1m',
    );
    expect(report.zeroVolumeRows).toBe(4);
    expect(report.zeroVolumeRuns).toEqual([
      { fromMs: T, toMs: T + 2 * MINUTE, length: 3 },
      { fromMs: T + 5 * MINUTE, toMs: T + 5 * MINUTE, length: 1 },
    ]);
  });

  it('lists ranges above 15 % of the close, not those of just 15 %', () => {
    const report = checkCandles(
      candles([
        { minute: 0, high: 115, low: 100 },
        { minute: 1, high: 120 },
      ]),
      '1m',
    );
    expect(report.wideRanges).toEqual([{ openTimeMs: T + MINUTE, ratio: 0.21 }]);
  });

  it('lists jumps between close and next open, but not over a gap', () => {
    const up = { open: 110, high: 111, low: 109, close: 110 };
    const report = checkCandles(candles([{ minute: 0 }, { minute: 1, ...up }, { minute: 4 }]), '1m');
    expect(report.jumps.map((jump) => [jump.openTimeMs, Math.round(jump.ratio * 100)])).toEqual([[T + MINUTE, 10]]);
  });

  it('lists ten and more candles that stand still at one price, each price by itself', () => {
    const report = checkCandles(
      candles([
        ...minutes(0, 9, flat(100)),
        ...minutes(9, 20, flat(101)),
        ...minutes(20, 25),
        ...minutes(25, 35, flat(101)),
      ]),
      '1m',
    );
    expect(report.staleRuns).toEqual([
      { fromMs: T + 9 * MINUTE, toMs: T + 19 * MINUTE, length: 11 },
      { fromMs: T + 25 * MINUTE, toMs: T + 34 * MINUTE, length: 10 },
    ]);
  });

  it('names candles that cannot be', () => {
    const broken = [{ minute: 0, low: 0 }, { minute: 1, high: 98 }, { minute: 2, volume: Number.NaN }, { minute: 3 }];
    expect(checkCandles(candles(broken), '1m').impossible).toEqual([
      { openTimeMs: T, problem: 'low must be a positive number, value was 0' },
      { openTimeMs: T + MINUTE, problem: 'high must not be below low, values were 98 and 99' },
      { openTimeMs: T + 2 * MINUTE, problem: 'volume must be zero or more, value was NaN' },
    ]);
  });
});
