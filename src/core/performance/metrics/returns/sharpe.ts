import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';
import { DAYS_PER_YEAR } from '../../../../domain/durations.ts';

/** No unit: mean ÷ sample standard deviation of daily returns × √365, no risk-free rate. empyrical `sharpe_ratio`. */
export const sharpe = defineMetric({
  name: 'sharpe',
  title: 'Sharpe ratio',
  unit: 'number',
  definition: 'Average daily return for each unit of daily fluctuation, scaled to a year of 365 days.',
  source: 'empyrical sharpe_ratio, quantstats sharpe',
  better: 'higher',
  value: ({ returns: { mean, deviation } }) => {
    const daily = quotient(mean, deviation);
    return daily === undefined ? undefined : daily * Math.sqrt(DAYS_PER_YEAR);
  },
});
