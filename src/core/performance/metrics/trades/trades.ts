import { defineMetric } from '../../metric.ts';

/** Count: round trips from the first entry fill to flat. */
export const trades = defineMetric({
  name: 'trades',
  title: 'Trades',
  unit: 'count',
  definition: 'Finished round trips, from the first entry to flat.',
  source: 'count of round trips',
  value: ({ trips }) => trips.count,
});
