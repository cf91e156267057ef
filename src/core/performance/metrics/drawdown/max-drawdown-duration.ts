import { defineMetric } from '../../metric.ts';

/** Milliseconds from a peak until it was reached again, or until the end; the longest one. */
export const maxDrawdownDuration = defineMetric({
  name: 'maxDrawdownDuration',
  title: 'Longest drawdown',
  unit: 'milliseconds',
  definition: 'The longest time that equity stayed below an earlier high.',
  source: 'quantstats drawdown_details, counted from the peak',
  better: 'lower',
  value: ({ curve }) => (curve.points > 1 ? curve.longestDrawdownMs : undefined),
});
