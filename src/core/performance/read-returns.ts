import type { DailyEquity } from './read-curve.ts';

/** Daily returns and their moments. Moments are `undefined` while there are too few days for them. */
export interface ReturnFacts {
  readonly values: Float64Array;
  /** Ascending. */
  readonly sorted: Float64Array;
  readonly sum: number;
  readonly mean: number | undefined;
  /** Sample standard deviation, divisor n - 1; exactly 0 when what varies is float64 noise. */
  readonly deviation: number | undefined;
  /** Root of the mean squared return below zero, over all days. */
  readonly downsideDeviation: number | undefined;
  /** Sums of the third and fourth power of the distance from the mean. */
  readonly cubes: number;
  readonly fourths: number;
  /** Sum of squared drawdowns at the ends of days. */
  readonly squaredDrawdowns: number;
}

/** Equal growth on every day leaves rounding errors of this size in ratios near 1. */
const NOISE = 1e-14;

export function readReturns(daily: DailyEquity): ReturnFacts {
  const values = dailyReturns(daily);
  const count = values.length;
  let sum = 0;
  let squaredFalls = 0;
  for (const value of values) {
    sum += value;
    if (value < 0) squaredFalls += value * value;
  }
  const mean = sum / count;
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  for (const value of values) {
    const distance = value - mean;
    const square = distance * distance;
    squares += square;
    cubes += square * distance;
    fourths += square * square;
  }
  const deviation = Math.sqrt(squares / (count - 1));
  return {
    values,
    sorted: values.toSorted(),
    sum,
    mean: count > 0 ? mean : undefined,
    deviation: count > 1 ? (deviation > NOISE ? deviation : 0) : undefined,
    downsideDeviation: count > 0 ? Math.sqrt(squaredFalls / count) : undefined,
    cubes,
    fourths,
    squaredDrawdowns: squaredDrawdowns(daily),
  };
}

/** After equity was used up there is nothing left to return anything. */
function dailyReturns({ startEquity, equity }: DailyEquity): Float64Array {
  const values = new Float64Array(equity.length);
  let before = startEquity;
  for (let i = 0; i < equity.length; i += 1) {
    const value = equity[i] as number;
    values[i] = before > 0 ? value / before - 1 : 0;
    before = value;
  }
  return values;
}

function squaredDrawdowns({ startEquity, equity }: DailyEquity): number {
  let peak = startEquity;
  let sum = 0;
  for (const value of equity) {
    if (value >= peak) peak = value;
    else sum += (1 - value / peak) ** 2;
  }
  return sum;
}
