import { describe, expect, it } from 'vitest';
import { Line } from '../indicators/index.ts';
import { type RegimeLines, TREND, VOLATILITY_RATIO, measureRegime } from './regime-evidence.ts';

const SHAPE = { adx: 20, plusDi: 30, minusDi: 10, before: 100, after: 101, atr: 10, volatility: 0.01, usual: 0.01 };

function someLines(values: Partial<typeof SHAPE> = {}): RegimeLines {
  const { adx, plusDi, minusDi, before, after, atr, volatility, usual } = { ...SHAPE, ...values };
  return {
    adx: aLine(adx),
    plusDi: aLine(plusDi),
    minusDi: aLine(minusDi),
    average: aLine(before, after),
    atr: aLine(atr),
    volatility: aLine(volatility),
    usualVolatility: aLine(usual),
  };
}

function aLine(...values: readonly number[]): Line {
  const line = new Line();
  for (const value of values) line.push(value);
  return line;
}

function trendOf(lines: RegimeLines): number | undefined {
  return measured(lines)[TREND];
}

function volatilityRatioOf(lines: RegimeLines): number | undefined {
  return measured(lines)[VOLATILITY_RATIO];
}

function measured(lines: RegimeLines): Float64Array {
  const evidence = new Float64Array(2);
  measureRegime(lines, evidence);
  return evidence;
}

describe('trend', () => {
  it('is strength times the mean of direction and slope', () => {
    // strength 20/40, direction (30-10)/40, slope 1/10/0.2
    expect(trendOf(someLines())).toBeCloseTo((0.5 * (0.5 + 0.5)) / 2, 12);
  });

  it('mirrors when the market does', () => {
    expect(trendOf(someLines({ plusDi: 10, minusDi: 30, after: 99 }))).toBeCloseTo(-0.25, 12);
  });

  it('never leaves -1..1', () => {
    expect(trendOf(someLines({ adx: 90, plusDi: 60, minusDi: 0, after: 150 }))).toBe(1);
    expect(trendOf(someLines({ adx: 90, plusDi: 0, minusDi: 60, after: 50 }))).toBe(-1);
  });

  it('is zero in a market that does not move', () => {
    expect(trendOf(someLines({ adx: 0, plusDi: 0, minusDi: 0, after: 100, atr: 0 }))).toBe(0);
  });

  it('does not exist before every line does', () => {
    expect(trendOf(someLines({ adx: Number.NaN }))).toBeNaN();
    expect(trendOf(someLines({ atr: Number.NaN }))).toBeNaN();
    expect(trendOf(someLines({ before: Number.NaN }))).toBeNaN();
  });
});

describe('volatility ratio', () => {
  it('compares realised with usual volatility', () => {
    expect(volatilityRatioOf(someLines({ volatility: 0.03, usual: 0.02 }))).toBeCloseTo(1.5, 12);
  });

  it('is ordinary in a market that does not move', () => {
    expect(volatilityRatioOf(someLines({ volatility: 0, usual: 0 }))).toBe(1);
  });

  it('does not exist before the long window is full', () => {
    expect(volatilityRatioOf(someLines({ usual: Number.NaN }))).toBeNaN();
  });
});
