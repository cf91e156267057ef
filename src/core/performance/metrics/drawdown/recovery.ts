import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/**
 * No unit: sum of daily returns ÷ largest drawdown. quantstats `recovery_factor`, but a loss stays negative: there the
 * absolute value makes a lost account look recovered.
 */
export const recovery = defineMetric({
  name: 'recovery',
  title: 'Recovery factor',
  unit: 'number',
  definition: 'How many times over the returns made up for the deepest drawdown; negative when there was a loss.',
  source: 'quantstats recovery_factor, sign kept',
  better: 'higher',
  value: ({ returns, curve }) =>
    returns.values.length > 0 ? quotient(returns.sum, curve.maxDrawdownRatio) : undefined,
});
