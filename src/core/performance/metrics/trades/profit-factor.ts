import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** No unit: sum of net profits ÷ sum of net losses. Does not exist without a loss. */
export const profitFactor = defineMetric({
  name: 'profitFactor',
  title: 'Profit factor',
  unit: 'number',
  definition: 'Money won for each unit of money lost; above 1 the strategy earned.',
  source: 'quantstats profit_factor, per trade after fees',
  better: 'higher',
  value: ({ trips }) => quotient(trips.profit, trips.loss),
});
