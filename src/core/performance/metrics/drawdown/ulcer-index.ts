import { defineMetric } from '../../metric.ts';

/** Ratio: root of the squared drawdowns at day ends ÷ (days − 1). quantstats `ulcer_index` (Martin divides by days). */
export const ulcerIndex = defineMetric({
  name: 'ulcerIndex',
  title: 'Ulcer index',
  unit: 'ratio',
  definition: 'Depth and length of drawdowns in one number: the higher, the harder to sit through.',
  source: 'quantstats ulcer_index',
  better: 'lower',
  value: ({ returns }) =>
    returns.values.length > 1 ? Math.sqrt(returns.squaredDrawdowns / (returns.values.length - 1)) : undefined,
});
