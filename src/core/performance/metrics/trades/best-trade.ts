import { defineMetric } from '../../metric.ts';

/** Ratio: highest net return of a trade on its cost. quantstats `best`, per trade. */
export const bestTrade = defineMetric({
  name: 'bestTrade',
  title: 'Best trade',
  unit: 'ratio',
  definition: 'Highest return of a single trade, after fees.',
  source: 'quantstats best, per trade',
  better: 'higher',
  value: ({ trips }) => (trips.count > 0 ? trips.best : undefined),
});
