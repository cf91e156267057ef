import { defineMetric } from '../../metric.ts';

/**
 * Ratio 0..1, positive: the deepest 1 − equity ÷ running peak over every point of the curve, not only day ends.
 * empyrical `max_drawdown` with the sign turned.
 */
export const maxDrawdown = defineMetric({
  name: 'maxDrawdown',
  title: 'Largest drawdown',
  unit: 'ratio',
  definition: 'The deepest fall of equity from its highest point until then, seen at every candle close.',
  source: 'empyrical max_drawdown, quantstats max_drawdown',
  better: 'lower',
  value: ({ curve }) => (curve.points > 1 ? curve.maxDrawdownRatio : undefined),
});
