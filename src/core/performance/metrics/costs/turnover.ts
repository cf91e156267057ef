import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** Times: price × quantity of all fills ÷ mean equity, over the whole period. */
export const turnover = defineMetric({
  name: 'turnover',
  title: 'Turnover',
  unit: 'number',
  definition: 'How many times the average account was traded, buys and sells together.',
  source: 'traded notional ÷ mean equity',
  value: ({ curve, meanEquity, tradedNotional }) =>
    curve.points > 1 && meanEquity > 0 ? quotient(tradedNotional, meanEquity) : undefined,
});
