import { defineMetric } from '../../metric.ts';

/** Count: longest run of losing trades, by exit. quantstats `consecutive_losses`, per trade. */
export const longestLossStreak = defineMetric({
  name: 'longestLossStreak',
  title: 'Most losses in a row',
  unit: 'count',
  definition: 'Longest run of losing trades.',
  source: 'quantstats consecutive_losses, per trade',
  better: 'lower',
  value: ({ trips }) => (trips.count > 0 ? trips.longestLosses : undefined),
});
