import { changeRatio } from '../../../../domain/change-of.ts';
import { defineMetric } from '../../metric.ts';
import { DAY_MS, YEAR_MS } from '../../../../domain/durations.ts';

/**
 * Ratio per year of 365 days: (last ÷ first) ^ (1 ÷ years) − 1 with years = elapsed time ÷ 365 days. quantstats `cagr`
 * and empyrical `annual_return` count days instead, which is the same for whole days. Needs a day or more.
 */
export const cagr = defineMetric({
  name: 'cagr',
  title: 'Yearly return (CAGR)',
  unit: 'ratio',
  definition: 'The constant yearly growth that would have led to the same end, on 365 days a year.',
  source: 'empyrical annual_return, quantstats cagr',
  better: 'higher',
  value: ({ curve, elapsedMs }) => {
    if (elapsedMs < DAY_MS || curve.first <= 0 || curve.last < 0) return undefined;
    const growth = (1 + changeRatio(curve.first, curve.last)) ** (YEAR_MS / elapsedMs) - 1;
    return Number.isFinite(growth) ? growth : undefined;
  },
});
