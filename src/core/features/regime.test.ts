import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Regime } from '../../domain/decision.ts';
import { type Indicator, type IndicatorSet, Line, indicators } from '../indicators/index.ts';
import { type Segment, syntheticCandles } from '../strategies/testing/index.ts';
import { type RegimeLines, regimeLines } from './regime-evidence.ts';
import { RegimeDetector } from './regime.ts';

/** Lines that give exactly this trend and volatility ratio. */
class Dial {
  readonly lines: RegimeLines = {
    adx: new Line(),
    plusDi: new Line(),
    minusDi: new Line(),
    average: new Line(),
    atr: new Line(),
    volatility: new Line(),
    usualVolatility: new Line(),
  };

  set(trend: number, volatilityRatio: number): void {
    this.lines.adx.push(40);
    this.lines.plusDi.push(20 * (1 + trend));
    this.lines.minusDi.push(20 * (1 - trend));
    this.lines.average.push(100);
    this.lines.average.push(100 + 0.2 * trend);
    this.lines.atr.push(1);
    this.lines.volatility.push(volatilityRatio);
    this.lines.usualVolatility.push(1);
  }
}

function told(readings: readonly (readonly [trend: number, ratio: number])[], confirmCandles = 3): Regime[] {
  const dial = new Dial();
  const detector = new RegimeDetector(dial.lines, { confirmCandles });
  return readings.map(([trend, ratio]) => {
    dial.set(trend, ratio);
    return detector.update();
  });
}

/** How often each regime was in force over a synthetic market, and how often it changed. */
function observed(segments: readonly Segment[], seed: number): { shares: Record<Regime, number>; changes: number } {
  const used: Indicator[] = [];
  const asked = { ema: indicators.ema, adx: indicators.adx, atr: indicators.atr };
  const keep = <Made extends Indicator>(indicator: Made): Made['output'] => {
    used.push(indicator);
    return indicator.output;
  };
  const set: Pick<IndicatorSet, 'ema' | 'adx' | 'atr' | 'realizedVolatility'> = {
    ema: (period) => keep(asked.ema(period)),
    adx: (period) => keep(asked.adx(period)),
    atr: (period) => keep(asked.atr(period)),
    realizedVolatility: (period) => keep(indicators.realizedVolatility(period)),
  };
  const detector = new RegimeDetector(regimeLines(set as IndicatorSet));
  const counts: Record<Regime, number> = { bull: 0, bear: 0, sideways: 0, volatile: 0, unknown: 0 };
  let known = 0;
  let changes = 0;
  for (const candle of syntheticCandles({ seed, segments })) {
    for (const indicator of used) indicator.update(candle);
    const before = detector.regime;
    const regime = detector.update();
    expect(detector.confidence).toBeGreaterThanOrEqual(0);
    expect(detector.confidence).toBeLessThanOrEqual(1);
    if (regime === 'unknown') continue;
    known += 1;
    counts[regime] += 1;
    if (before !== 'unknown' && before !== regime) changes += 1;
  }
  const share = (regime: Regime): number => counts[regime] / known;
  const shares = {
    bull: share('bull'),
    bear: share('bear'),
    sideways: share('sideways'),
    volatile: share('volatile'),
    unknown: 0,
  };
  return { shares, changes };
}

describe('a regime', () => {
  it('is unknown until every line has a value, and then known at once', () => {
    const dial = new Dial();
    const detector = new RegimeDetector(dial.lines);
    expect(detector.update()).toBe('unknown');
    expect(detector.confidence).toBe(0);
    dial.set(0.5, 1);
    expect(detector.update()).toBe('bull');
  });

  it('changes only when three candles in a row say so', () => {
    const steady = [0.5, 1] as const;
    const other = [-0.5, 1] as const;
    const regimes = told([steady, other, other, steady, other, other, other]);
    expect(regimes.join(' ')).toBe('bull bull bull bull bull bull bear');
  });

  it('does not count candles that disagree on the successor', () => {
    expect(
      told([
        [0.5, 1],
        [0, 1],
        [-0.5, 1],
        [0, 1],
        [-0.5, 1],
      ]),
    ).not.toContain('bear');
    expect(
      told([
        [0.5, 1],
        [0, 1],
        [-0.5, 1],
        [0, 1],
        [-0.5, 1],
      ]),
    ).not.toContain('sideways');
  });

  it.each([
    [
      'a trend is entered at 0.3 and left below 0.12',
      [
        [0.29, 1],
        [0.31, 1],
        [0.13, 1],
        [0.11, 1],
      ],
      ['sideways', 'bull', 'bull', 'sideways'],
    ],
    [
      'a fall likewise',
      [
        [-0.29, 1],
        [-0.31, 1],
        [-0.13, 1],
        [-0.11, 1],
      ],
      ['sideways', 'bear', 'bear', 'sideways'],
    ],
    [
      'volatility is entered at 1.5 and left below 1.2',
      [
        [0, 1.49],
        [0, 1.51],
        [0, 1.21],
        [0, 1.19],
      ],
      ['sideways', 'volatile', 'volatile', 'sideways'],
    ],
    [
      'a wild trend is volatile',
      [
        [0.9, 1.6],
        [-0.9, 1.6],
      ],
      ['volatile', 'volatile'],
    ],
    [
      'a trend may turn over without a sideways candle between',
      [
        [0.5, 1],
        [-0.5, 1],
      ],
      ['bull', 'bear'],
    ],
  ] as const)('%s', (_, readings, regimes) => {
    expect(told(readings, 1)).toEqual(regimes);
  });

  it('falls back to unknown at once when a line loses its value', () => {
    expect(
      told([
        [0.5, 1],
        [Number.NaN, 1],
        [0.5, 1],
      ]),
    ).toEqual(['bull', 'unknown', 'bull']);
  });

  it.each([
    ['bull', 0.35, 1, 0.5],
    ['bull', 1, 1, 1],
    ['bear', -0.35, 1, 0.5],
    ['bear', -1, 1, 1],
    ['volatile', 0, 1.75, 0.75],
    ['volatile', 0, 3, 1],
    ['sideways', 0, 1, 1],
    ['sideways', 0.15, 1, 0.5],
    ['sideways', 0, 1.25, 0.5],
    ['sideways', 0, 0.5, 1],
  ] as const)('%s at trend %d and ratio %d has confidence %d', (regime, trend, ratio, confidence) => {
    const dial = new Dial();
    const detector = new RegimeDetector(dial.lines);
    dial.set(trend, ratio);
    expect(detector.update()).toBe(regime);
    expect(detector.confidence).toBeCloseTo(confidence, 12);
    expect(detector.trend).toBeCloseTo(trend, 12);
    expect(detector.volatilityRatio).toBe(ratio);
  });

  it('has no confidence left when only hysteresis keeps it', () => {
    const dial = new Dial();
    const detector = new RegimeDetector(dial.lines);
    for (const trend of [0.7, -0.2]) {
      dial.set(trend, 1);
      detector.update();
    }
    expect(detector.regime).toBe('bull');
    expect(detector.confidence).toBe(0);
  });

  it('goes on from saved state as if nothing had happened', () => {
    const readings = fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.5, max: 2.5, noNaN: true })),
      { minLength: 2, maxLength: 60 },
    );
    fc.assert(
      fc.property(readings, fc.nat(), (all, at) => {
        const dial = new Dial();
        const steady = new RegimeDetector(dial.lines);
        let other = new RegimeDetector(dial.lines);
        for (const [index, [trend, ratio]] of all.entries()) {
          if (index === at % all.length) {
            const restored = new RegimeDetector(dial.lines);
            restored.restore(other.save());
            other = restored;
            expect(restored.confidence).toBe(steady.confidence);
          }
          dial.set(trend, ratio);
          expect(other.update()).toBe(steady.update());
          expect(other.confidence).toBe(steady.confidence);
        }
      }),
    );
  });

  it('refuses thresholds that would make it flicker', () => {
    expect(() => new RegimeDetector(new Dial().lines, { enterTrend: 0.2, leaveTrend: 0.3 })).toThrow(/leaveTrend/);
    expect(() => new RegimeDetector(new Dial().lines, { enterVolatile: 1, leaveVolatile: 1 })).toThrow(/enterVolatile/);
  });
});

describe.each([1, 2, 3])('over synthetic markets, seed %i', (seed) => {
  it('a steady rise is bull', () => {
    const { shares } = observed([{ candles: 600, drift: 0.003, volatility: 0.006 }], seed);
    expect(shares.bull).toBeGreaterThan(0.95);
  });

  it('a steady fall is bear', () => {
    const { shares } = observed([{ candles: 600, drift: -0.003, volatility: 0.006 }], seed);
    expect(shares.bear).toBeGreaterThan(0.95);
  });

  it('a market that comes back to its mean is sideways', () => {
    const { shares } = observed([{ candles: 1000, pull: 0.15, volatility: 0.006 }], seed);
    expect(shares.sideways).toBeGreaterThan(0.85);
  });

  it('a burst of volatility is volatile within its first twenty candles, and later usual', () => {
    const calm = { candles: 300, volatility: 0.004 };
    const burst = { candles: 40, volatility: 0.02 };
    const quiet = observed([calm], seed);
    const { shares } = observed([calm, burst], seed);
    const known = 340 - 150;
    expect(quiet.shares.volatile).toBe(0);
    expect(shares.volatile * known).toBeGreaterThanOrEqual(20);
    expect(observed([calm, burst, { candles: 300, volatility: 0.004 }], seed).shares.volatile).toBeLessThan(0.25);
  });

  it('a random walk changes its regime seldom', () => {
    const { changes } = observed([{ candles: 3000, volatility: 0.006 }], seed);
    expect(changes).toBeGreaterThan(10);
    expect(changes).toBeLessThan(3000 / 20);
  });
});
