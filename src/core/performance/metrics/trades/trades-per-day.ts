import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';
import { DAY_MS } from '../../../../domain/durations.ts';

/** Finished trades ÷ elapsed days. */
export const tradesPerDay = defineMetric({
  name: 'tradesPerDay',
  title: 'Trades per day',
  unit: 'perDay',
  definition: 'Finished trades for each day of the period.',
  source: 'trades ÷ days',
  value: ({ trips, elapsedMs }) => quotient(trips.count, elapsedMs / DAY_MS),
});
