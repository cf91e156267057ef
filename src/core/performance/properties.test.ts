/** Every number that the one pass finds, against the plainest formula over the whole series. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthlyReturns, performanceFacts, summarize, underwater } from './index.ts';
import { START_MS, seededRandom } from './testing.ts';

const DAY = 86_400_000;

interface Series {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
}

/** Irregular steps of minutes to days, so that days are skipped now and then. */
const series = fc.record({ seed: fc.integer(), points: fc.integer({ min: 2, max: 300 }) }).map(({ seed, points }) => {
  const random = seededRandom(seed);
  const timeMs = new Float64Array(points);
  const equity = new Float64Array(points);
  let time = START_MS + Math.floor(random() * DAY);
  let value = 1000;
  for (let i = 0; i < points; i += 1) {
    timeMs[i] = time;
    equity[i] = value;
    time += Math.ceil(random() ** 4 * 4 * DAY) + 60_000;
    value *= 1 + (random() - 0.5) * 0.1;
  }
  return { timeMs, equity };
});

function naiveDailyReturns({ timeMs, equity }: Series): number[] {
  const at = (limitMs: number) => equity[timeMs.findLastIndex((time) => time <= limitMs)] as number;
  const firstMs = timeMs[0] as number;
  const lastMs = timeMs.at(-1) as number;
  const returns: number[] = [];
  for (let end = Math.ceil(firstMs / DAY) * DAY; end < lastMs + DAY; end += DAY) {
    const begin = Math.max(firstMs, end - DAY);
    const isStartAlone = begin === firstMs && !timeMs.some((time) => time > firstMs && time <= end);
    if (!isStartAlone) returns.push(at(end) / at(begin) - 1);
  }
  return returns;
}

function naiveDrawdowns({ equity }: Series): number[] {
  return [...equity].map((value, i) => 1 - value / Math.max(...equity.subarray(0, i + 1)));
}

const grown = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((growth, value) => growth * (1 + (value ?? 0)), 1);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('on any curve', () => {
  it('daily returns are equity at day ends over that of the day before', () => {
    fc.assert(
      fc.property(series, (curve) => {
        const found = [...performanceFacts({ ...curve, trips: [] }).returns.values];
        expect(found).toEqual(naiveDailyReturns(curve));
      }),
    );
  });

  it('sharpe, volatility and sortino follow from them', () => {
    fc.assert(
      fc.property(series, (curve) => {
        const returns = naiveDailyReturns(curve);
        const found = summarize({ ...curve, trips: [] });
        if (returns.length < 2) return;
        const mean = meanOf(returns);
        const variance = (meanOf(returns.map((value) => (value - mean) ** 2)) * returns.length) / (returns.length - 1);
        expect(found.volatility).toBeCloseTo(Math.sqrt(variance * 365), 10);
        expect(found.sharpe).toBeCloseTo((mean * 365) / Math.sqrt(variance * 365), 8);
        const falls = meanOf(returns.map((value) => Math.min(0, value) ** 2));
        if (falls > 0) expect(found.sortino).toBeCloseTo((mean * Math.sqrt(365)) / Math.sqrt(falls), 8);
        else expect(found.sortino).toBeUndefined();
      }),
    );
  });

  it('the largest drawdown is the largest of all, and its curve keeps it however thin', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 400 }), (curve, points) => {
        const deepest = Math.max(...naiveDrawdowns(curve));
        expect(summarize({ ...curve, trips: [] }).maxDrawdown).toBe(deepest);
        const thin = underwater(curve.timeMs, curve.equity, points);
        expect(Math.max(...thin.drawdownRatio)).toBe(deepest);
        expect(thin.timeMs.length).toBe(Math.min(points, curve.timeMs.length));
      }),
    );
  });

  it('the longest drawdown is the longest stretch between a peak and its return', () => {
    fc.assert(
      fc.property(series, (curve) => {
        const drawdowns = naiveDrawdowns(curve);
        let longest = 0;
        for (let from = 0; from < drawdowns.length; from += 1) {
          if (drawdowns[from] !== 0 || drawdowns[from + 1] === 0 || from + 1 === drawdowns.length) continue;
          const back = drawdowns.findIndex((value, i) => i > from && value === 0);
          const until = curve.timeMs.at(back) as number;
          longest = Math.max(longest, until - (curve.timeMs[from] as number));
        }
        expect(summarize({ ...curve, trips: [] }).maxDrawdownDuration).toBe(longest);
      }),
    );
  });

  it('months compound to the total return', () => {
    fc.assert(
      fc.property(series, (curve) => {
        const facts = performanceFacts({ ...curve, trips: [] });
        const years = monthlyReturns(facts.curve.daily);
        const total = (curve.equity.at(-1) as number) / (curve.equity[0] as number);
        expect(grown(years.flatMap((year) => year.months))).toBeCloseTo(total, 9);
        expect(grown(years.map((year) => year.total))).toBeCloseTo(total, 9);
      }),
    );
  });
});
