import type { PerformanceFacts } from './facts.ts';

/** `ratio` is 0..1 and read as percent; `quote` is money; `number` has no unit. */
export type MetricUnit = 'ratio' | 'number' | 'quote' | 'milliseconds' | 'count' | 'perDay';

/** One performance number: what it is called, what it means and how it is found. */
export interface Metric<Name extends string = string> {
  readonly name: Name;
  /** For people: headings and tables. */
  readonly title: string;
  readonly unit: MetricUnit;
  /** One or two sentences for people. */
  readonly definition: string;
  /** Where the formula comes from. */
  readonly source: string;
  /** Which direction is good, where there is one. */
  readonly better?: 'higher' | 'lower';
  /** `undefined` when the number does not exist: no trades, no variance, too few points. */
  readonly value: (facts: PerformanceFacts) => number | undefined;
}

/** Keeps the name as a literal type, so that the registry knows its own keys. */
export function defineMetric<const Name extends string>(metric: Metric<Name>): Metric<Name> {
  return metric;
}
