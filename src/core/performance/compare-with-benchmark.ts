import { changeOf } from '../../domain/change-of.ts';
import type { PerformanceFacts } from './facts.ts';
import { quotient } from './quotient.ts';
import { DAYS_PER_YEAR } from '../../domain/durations.ts';

/** A strategy against its benchmark on the same days. */
export interface BenchmarkComparison {
  /** Total return minus that of the benchmark. */
  readonly excessReturn: number | undefined;
  /** Covariance of daily returns over the benchmark's variance. empyrical `beta`. */
  readonly beta: number | undefined;
  /** (1 + mean of (return − beta × benchmark return)) ^ 365 − 1. empyrical `alpha`. */
  readonly alpha: number | undefined;
  /** Of daily returns, -1..1. */
  readonly correlation: number | undefined;
}

export function compareWithBenchmark(strategy: PerformanceFacts, benchmark: PerformanceFacts): BenchmarkComparison {
  const ours = strategy.returns;
  const theirs = benchmark.returns;
  const isComparable =
    ours.values.length === theirs.values.length && strategy.curve.daily.firstDay === benchmark.curve.daily.firstDay;
  const excessReturn = difference(growth(strategy), growth(benchmark));
  if (!isComparable || ours.mean === undefined || theirs.mean === undefined || !theirs.deviation) {
    return { excessReturn, beta: undefined, alpha: undefined, correlation: undefined };
  }
  let shared = 0;
  for (let i = 0; i < ours.values.length; i += 1) {
    shared += ((ours.values[i] as number) - ours.mean) * ((theirs.values[i] as number) - theirs.mean);
  }
  const covariance = shared / (ours.values.length - 1);
  const beta = covariance / theirs.deviation ** 2;
  const alpha = (1 + ours.mean - beta * theirs.mean) ** DAYS_PER_YEAR - 1;
  return {
    excessReturn,
    beta,
    alpha: Number.isFinite(alpha) ? alpha : undefined,
    correlation: quotient(covariance, (ours.deviation ?? 0) * theirs.deviation),
  };
}

function growth({ curve }: PerformanceFacts): number | undefined {
  return curve.points > 1 ? quotient(changeOf(curve.first, curve.last), curve.first) : undefined;
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : changeOf(b, a);
}
