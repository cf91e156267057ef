import { defineMetric } from '../../metric.ts';

/** Quote: all fees with a quote value, those of open positions included. */
export const feesPaid = defineMetric({
  name: 'feesPaid',
  title: 'Fees paid',
  unit: 'quote',
  definition: 'All trading fees of the period.',
  source: 'sum of fees',
  better: 'lower',
  value: ({ feesPaid }) => feesPaid,
});
