import { changeRatio } from '../../../../domain/change-of.ts';
import { defineMetric } from '../../metric.ts';

/** Ratio: last equity over first, minus one. empyrical `cum_returns_final`. */
export const totalReturn = defineMetric({
  name: 'totalReturn',
  title: 'Total return',
  unit: 'ratio',
  definition: 'What the account gained or lost over the whole period, fees included.',
  source: 'empyrical cum_returns_final',
  better: 'higher',
  value: ({ curve }) => (curve.points > 1 && curve.first > 0 ? changeRatio(curve.first, curve.last) : undefined),
});
