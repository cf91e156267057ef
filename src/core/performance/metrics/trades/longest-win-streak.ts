import { defineMetric } from '../../metric.ts';

/** Count: longest run of winning trades, by exit. quantstats `consecutive_wins`, per trade. */
export const longestWinStreak = defineMetric({
  name: 'longestWinStreak',
  title: 'Most wins in a row',
  unit: 'count',
  definition: 'Longest run of winning trades.',
  source: 'quantstats consecutive_wins, per trade',
  better: 'higher',
  value: ({ trips }) => (trips.count > 0 ? trips.longestWins : undefined),
});
