import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** Ratio: mean of the trades’ net returns on their cost. */
export const averageTrade = defineMetric({
  name: 'averageTrade',
  title: 'Average trade',
  unit: 'ratio',
  definition: 'Average return of a trade on the money put in, after fees.',
  source: 'mean return of the trades',
  better: 'higher',
  value: ({ trips }) => quotient(trips.returns, trips.count),
});
