import { integer, number } from '../../api/index.ts';
import { defineSignal, squash } from './signal.ts';

/** Unusual volume backs the direction of its candle; usual or thin volume says nothing (0.5). */
export const volumeSurge = defineSignal({
  name: 'volume',
  family: 'neutral',
  parameters: {
    volumePeriod: integer({ from: 10, to: 100, default: 20 }),
    volumeWeight: number({ from: 0, to: 3, default: 0.5 }),
  },
  weight: ({ volumeWeight }) => volumeWeight,
  setup({ volumePeriod }, indicators) {
    const zScore = indicators.volumeZScore(volumePeriod);
    return ({ open, close }, scores, at) => {
      scores[at] = squash(Math.sign(close - open) * Math.max(0, zScore.current));
    };
  },
});
