import { defineMetric } from '../../metric.ts';
import { DAYS_PER_YEAR } from '../../../../domain/durations.ts';

/** Ratio per year: sample standard deviation of daily returns × √365. empyrical `annual_volatility`. */
export const volatility = defineMetric({
  name: 'volatility',
  title: 'Volatility (yearly)',
  unit: 'ratio',
  definition: 'How much daily returns scatter around their average, scaled to a year of 365 days.',
  source: 'empyrical annual_volatility, quantstats volatility',
  better: 'lower',
  value: ({ returns: { deviation } }) => (deviation === undefined ? undefined : deviation * Math.sqrt(DAYS_PER_YEAR)),
});
