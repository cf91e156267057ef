import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** Ratio of time: any position open ÷ elapsed. By time held, where quantstats `exposure` counts days with a return. */
export const exposure = defineMetric({
  name: 'exposure',
  title: 'Time in market',
  unit: 'ratio',
  definition: 'Share of the time in which at least one position was open.',
  source: 'time in positions ÷ elapsed time',
  value: ({ inMarketMs, elapsedMs }) => quotient(inMarketMs, elapsedMs),
});
