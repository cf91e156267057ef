/** Metrics against what empyrical and quantstats answer; `tools/oracle/make-performance-vectors.py` asks them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type MetricName, compareWithBenchmark, performanceFacts, summarize } from './index.ts';
import { dailyInput } from './testing.ts';

interface Vector {
  readonly name: string;
  readonly equity: readonly number[];
  readonly benchmark: readonly number[];
  readonly expected: Readonly<Partial<Record<MetricName, number>>>;
  readonly against: { readonly beta: number; readonly alpha: number; readonly correlation: number };
}

const file = JSON.parse(
  readFileSync(new URL('../../../test/vectors/performance.json', import.meta.url), 'utf8'),
) as unknown as { readonly vectors: readonly Vector[] };

describe.each(file.vectors)('$name', ({ equity, benchmark, expected, against }) => {
  const summary = summarize(dailyInput(equity));

  it.each(Object.entries(expected))('%s is what empyrical or quantstats says', (name, value) => {
    const found = summary[name as MetricName] ?? Number.NaN;
    expect(Math.abs(found / value - 1)).toBeLessThan(1e-9);
  });

  it('beta, alpha and correlation are what empyrical and pandas say', () => {
    const found = compareWithBenchmark(performanceFacts(dailyInput(equity)), performanceFacts(dailyInput(benchmark)));
    expect(found.beta).toBeCloseTo(against.beta, 10);
    expect(found.alpha).toBeCloseTo(against.alpha, 9);
    expect(found.correlation).toBeCloseTo(against.correlation, 10);
  });
});
