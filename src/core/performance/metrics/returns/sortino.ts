import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';
import { DAYS_PER_YEAR } from '../../../../domain/durations.ts';

/** No unit: mean daily return ÷ downside deviation (target 0, over all days) × √365. empyrical `sortino_ratio`. */
export const sortino = defineMetric({
  name: 'sortino',
  title: 'Sortino ratio',
  unit: 'number',
  definition: 'Like Sharpe, but only days that lose count as fluctuation.',
  source: 'empyrical sortino_ratio, quantstats sortino',
  better: 'higher',
  value: ({ returns }) => {
    if (returns.values.length < 2) return undefined;
    const daily = quotient(returns.mean, returns.downsideDeviation);
    return daily === undefined ? undefined : daily * Math.sqrt(DAYS_PER_YEAR);
  },
});
