import { defineMetric } from '../../metric.ts';
import { percentile } from '../../percentile.ts';

/** Ratio per day, a loss is negative: the 5th percentile of daily returns. empyrical `value_at_risk`. */
export const valueAtRisk = defineMetric({
  name: 'valueAtRisk',
  title: 'Value at risk 95 %',
  unit: 'ratio',
  definition: 'On 19 of 20 days the return was better than this.',
  source: 'empyrical value_at_risk',
  better: 'higher',
  value: ({ returns }) => percentile(returns.sorted, 0.05),
});
