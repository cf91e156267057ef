import { defineMetric } from '../../metric.ts';
import { percentile } from '../../percentile.ts';
import { quotient } from '../../quotient.ts';

/** No unit: size of the 95th percentile of daily returns ÷ size of the 5th. empyrical `tail_ratio`. */
export const tailRatio = defineMetric({
  name: 'tailRatio',
  title: 'Tail ratio',
  unit: 'number',
  definition: 'How large the best days are against the worst: above 1 the good extremes outweigh the bad ones.',
  source: 'empyrical tail_ratio, quantstats tail_ratio',
  better: 'higher',
  value: ({ returns: { sorted } }) => {
    const ratio = quotient(percentile(sorted, 0.95), percentile(sorted, 0.05));
    return ratio === undefined ? undefined : Math.abs(ratio);
  },
});
