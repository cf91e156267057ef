import { describe, expect, it } from 'vitest';
import { type MetricName, metrics, summarize } from './index.ts';
import { START_MS, aTrip, dailyInput } from './testing.ts';

const HOUR = 3_600_000;

/** Ten days that start with 1000 and end with 1100. */
const days = [1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100];

const trips = [aTrip(20, 0), aTrip(10, 1), aTrip(-5, 2), aTrip(0, 3), aTrip(-5, 4), aTrip(-20, 5), aTrip(30, 6)];

describe('round trips', () => {
  const summary = summarize(dailyInput(days, trips));

  it.each<readonly [MetricName, number]>([
    ['trades', 7],
    ['winRate', 3 / 7],
    ['profitFactor', 60 / 30],
    ['payoff', 20 / 10],
    ['expectancy', 30 / 7],
    ['averageTrade', 0.3 / 7],
    ['bestTrade', 0.3],
    ['worstTrade', -0.2],
    ['longestWinStreak', 2],
    ['longestLossStreak', 2],
    ['averageHolding', HOUR],
    ['tradesPerDay', 0.7],
    ['exposure', 7 / 240],
    ['turnover', (7 * 200 + 30) / 1050],
    ['feesPaid', 0],
    ['netProfit', 100],
    ['totalReturn', 0.1],
    ['cagr', 1.1 ** 36.5 - 1],
  ])('%s', (name, expected) => {
    expect(summary[name]).toBeCloseTo(expected, 12);
  });

  it('a trade without profit is neither win nor loss and ends a streak', () => {
    const found = summarize(dailyInput(days, [aTrip(-1), aTrip(0), aTrip(-1), aTrip(1), aTrip(0), aTrip(1)]));
    expect([found.longestLossStreak, found.longestWinStreak, found.winRate]).toEqual([1, 1, 1 / 3]);
  });
});

it('a streak begins anew when the sign turns', () => {
  const found = summarize(dailyInput(days, [aTrip(-1), aTrip(-1), aTrip(1), aTrip(1), aTrip(1), aTrip(-1)]));
  expect([found.longestWinStreak, found.longestLossStreak]).toEqual([3, 2]);
});

describe('time in market', () => {
  it('counts overlapping positions once and open ones until the end', () => {
    const overlapping = [
      aTrip(1, 1, { exitTimeMs: START_MS + 72 * HOUR }),
      aTrip(1, 2, { exitTimeMs: START_MS + 60 * HOUR }),
    ];
    const openSinceMs = [START_MS + 8 * 24 * HOUR];
    expect(summarize({ ...dailyInput(days, overlapping), openSinceMs }).exposure).toBeCloseTo((2 + 2) / 10, 12);
  });

  it('what was held outside the curve does not count', () => {
    const longer = [aTrip(1, -5, { exitTimeMs: START_MS + 900 * 24 * HOUR })];
    expect(summarize(dailyInput(days, longer)).exposure).toBe(1);
  });
});

it('fees and traded notional given by the caller include what is still open', () => {
  const found = summarize({ ...dailyInput(days, [aTrip(1, 0, { fees: 2 })]), feesPaid: 3, tradedNotional: 2100 });
  expect([found.feesPaid, found.turnover]).toEqual([3, 2]);
  expect(summarize(dailyInput(days, [aTrip(1, 0, { fees: 2 })])).feesPaid).toBe(2);
});

const missing = (equity: readonly number[], names: readonly MetricName[]) =>
  names.filter((name) => summarize(dailyInput(equity))[name] === undefined);

describe('numbers that do not exist are undefined', () => {
  const ofCurve = [
    'totalReturn',
    'netProfit',
    'cagr',
    'volatility',
    'maxDrawdown',
    'maxDrawdownDuration',
    'ulcerIndex',
    'valueAtRisk',
    'conditionalValueAtRisk',
    'trades',
    'tradesPerDay',
    'exposure',
    'turnover',
    'feesPaid',
  ] as const;
  const ofVariance = ['sharpe', 'sortino', 'calmar', 'recovery', 'skew', 'kurtosis'] as const;
  const ofTrips = [
    'winRate',
    'profitFactor',
    'payoff',
    'expectancy',
    'averageTrade',
    'bestTrade',
    'worstTrade',
    'longestWinStreak',
    'longestLossStreak',
    'averageHolding',
  ] as const;

  it.each([
    ['an empty curve', []],
    ['a single point', [1000]],
  ])('%s has counts only', (_, equity) => {
    const summary = summarize(dailyInput(equity));
    const present = metrics.map(({ name }) => name).filter((name) => summary[name] !== undefined);
    expect(present).toEqual(['trades', 'feesPaid']);
  });

  it('a flat curve has no ratio to its own variance', () => {
    const flat = [1000, 1000, 1000, 1000, 1000];
    const absent = [...ofVariance, 'tailRatio', ...ofTrips] as const;
    expect(missing(flat, absent)).toEqual(absent);
    expect(missing(flat, ofCurve)).toEqual([]);
  });

  it('equal growth every day has no variance either, whatever rounding leaves behind', () => {
    const growing = Array.from({ length: 40 }, (_, day) => 1000 * 1.01 ** day);
    const absent = [...ofVariance, ...ofTrips];
    expect(missing(growing, absent)).toEqual(absent);
    expect(missing(growing, [...ofCurve, 'tailRatio'])).toEqual([]);
    expect(summarize(dailyInput(growing)).volatility).toBe(0);
  });

  it('only losses leave no payoff and a profit factor of zero', () => {
    const summary = summarize(dailyInput([1000, 990, 970], [aTrip(-10), aTrip(-20)]));
    expect([summary.payoff, summary.profitFactor, summary.winRate]).toEqual([undefined, 0, 0]);
  });

  it('only wins leave neither payoff nor profit factor', () => {
    const summary = summarize(dailyInput([1000, 1010, 1030], [aTrip(10), aTrip(20)]));
    expect([summary.payoff, summary.profitFactor, summary.winRate]).toEqual([undefined, undefined, 1]);
  });

  it('less than a day is too short for a yearly return', () => {
    const timeMs = Float64Array.of(START_MS, START_MS + 2 * HOUR);
    const summary = summarize({ timeMs, equity: Float64Array.of(1000, 1100), trips: [] });
    expect([summary.cagr, summary.calmar]).toEqual([undefined, undefined]);
    expect(summary.totalReturn).toBeCloseTo(0.1, 12);
  });

  it('an account used up has lost everything and stays there', () => {
    const summary = summarize(dailyInput([1000, 500, 0, 0]));
    expect([summary.totalReturn, summary.cagr, summary.maxDrawdown]).toEqual([-1, -1, 1]);
    expect(Number.isFinite(summary.sharpe)).toBe(true);
  });
});

describe('the registry', () => {
  it('says of every metric what it is and where it comes from', () => {
    for (const { title, definition, source } of metrics) {
      expect([title, definition, source].every((text) => text.trim().length > 3)).toBe(true);
    }
  });
});
