import { defineMetric } from '../../metric.ts';

/**
 * Ratio per day, a loss is negative: mean of the worst returns up to rank ⌊0.05 (n − 1)⌋.
 * empyrical `conditional_value_at_risk`.
 */
export const conditionalValueAtRisk = defineMetric({
  name: 'conditionalValueAtRisk',
  title: 'Expected shortfall 95 %',
  unit: 'ratio',
  definition: 'The average return of the worst twentieth of all days.',
  source: 'empyrical conditional_value_at_risk',
  better: 'higher',
  value: ({ returns: { sorted } }) => {
    if (sorted.length === 0) return undefined;
    const count = Math.floor((sorted.length - 1) * 0.05) + 1;
    let sum = 0;
    for (let i = 0; i < count; i += 1) sum += sorted[i] as number;
    return sum / count;
  },
});
