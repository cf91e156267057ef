import { cagr } from '../returns/cagr.ts';
import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** No unit: CAGR ÷ largest drawdown. empyrical `calmar_ratio`. */
export const calmar = defineMetric({
  name: 'calmar',
  title: 'Calmar ratio',
  unit: 'number',
  definition: 'Yearly return for each unit of the deepest drawdown.',
  source: 'empyrical calmar_ratio, quantstats calmar',
  better: 'higher',
  value: (facts) => quotient(cagr.value(facts), facts.curve.maxDrawdownRatio),
});
