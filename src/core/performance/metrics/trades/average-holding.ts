import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** Milliseconds: mean time from first entry fill to last exit fill. */
export const averageHolding = defineMetric({
  name: 'averageHolding',
  title: 'Average holding time',
  unit: 'milliseconds',
  definition: 'Average time from entry to exit.',
  source: 'mean of exit time minus entry time',
  value: ({ trips }) => quotient(trips.heldMs, trips.count),
});
