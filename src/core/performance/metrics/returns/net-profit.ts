import { changeOf } from '../../../../domain/change-of.ts';
import { defineMetric } from '../../metric.ts';

/** Quote: last equity minus first, open positions at their last price. */
export const netProfit = defineMetric({
  name: 'netProfit',
  title: 'Net profit',
  unit: 'quote',
  definition: 'Money gained or lost, fees included, open positions at their last price.',
  source: 'last equity minus first',
  better: 'higher',
  value: ({ curve }) => (curve.points > 1 ? changeOf(curve.first, curve.last) : undefined),
});
