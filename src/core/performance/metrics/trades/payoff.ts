import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** No unit: average net profit of winners ÷ average net loss of losers. quantstats `payoff_ratio`, per trade. */
export const payoff = defineMetric({
  name: 'payoff',
  title: 'Payoff ratio',
  unit: 'number',
  definition: 'How large the average winner is against the average loser.',
  source: 'quantstats payoff_ratio, per trade after fees',
  better: 'higher',
  value: ({ trips: { profit, wins, loss, losses } }) =>
    wins > 0 ? quotient(quotient(profit, wins), quotient(loss, losses)) : undefined,
});
