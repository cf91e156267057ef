import { defineMetric } from '../../metric.ts';
import { quotient } from '../../quotient.ts';

/** Ratio: trades with a net profit ÷ all trades. */
export const winRate = defineMetric({
  name: 'winRate',
  title: 'Win rate',
  unit: 'ratio',
  definition: 'Share of trades that earned money after fees.',
  source: 'wins ÷ trades, per trade; quantstats counts days',
  better: 'higher',
  value: ({ trips }) => quotient(trips.wins, trips.count),
});
