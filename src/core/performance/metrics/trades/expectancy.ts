import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** Quote: net profit of all trades ÷ trades. */
export const expectancy = defineMetric({
  name: 'expectancy',
  title: 'Expectancy',
  unit: 'quote',
  definition: 'Average net profit of a trade, in money.',
  source: 'Van Tharp: mean profit of a trade',
  better: 'higher',
  value: ({ trips }) => quotient(trips.profit - trips.loss, trips.count),
});
