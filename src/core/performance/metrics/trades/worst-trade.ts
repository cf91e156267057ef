import { defineMetric } from '../../metric.ts';

/** Ratio: lowest net return of a trade on its cost. quantstats `worst`, per trade. */
export const worstTrade = defineMetric({
  name: 'worstTrade',
  title: 'Worst trade',
  unit: 'ratio',
  definition: 'Lowest return of a single trade, after fees.',
  source: 'quantstats worst, per trade',
  better: 'higher',
  value: ({ trips }) => (trips.count > 0 ? trips.worst : undefined),
});
