import { defineMetric } from '../../metric.ts';

/** No unit: excess kurtosis of daily returns, corrected for sample size as pandas does. quantstats `kurtosis`. */
export const kurtosis = defineMetric({
  name: 'kurtosis',
  title: 'Kurtosis (excess)',
  unit: 'number',
  definition: 'How much more often extreme days come than in a normal distribution, which has 0.',
  source: 'quantstats kurtosis, pandas Series.kurt',
  better: 'lower',
  value: ({ returns: { values, deviation, fourths } }) => {
    const n = values.length;
    if (n < 4 || !deviation) return undefined;
    const scale = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3));
    return scale * (fourths / deviation ** 4) - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  },
});
