import { defineMetric } from '../../metric.ts';

/** No unit: third standardised moment of daily returns, corrected for sample size as pandas does. quantstats `skew`. */
export const skew = defineMetric({
  name: 'skew',
  title: 'Skew',
  unit: 'number',
  definition: 'Below zero: rare large losses and many small gains. Above zero: the other way round.',
  source: 'quantstats skew, pandas Series.skew',
  better: 'higher',
  value: ({ returns: { values, deviation, cubes } }) => {
    const count = values.length;
    if (count < 3 || !deviation) return undefined;
    return (count / ((count - 1) * (count - 2))) * (cubes / deviation ** 3);
  },
});
