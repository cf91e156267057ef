import { integer, number } from '../../api/index.ts';
import { defineSignal, squash } from './signal.ts';

/** A histogram of a quarter ATR counts as much as a trend of one ATR: it is a difference of differences, and small. */
const PER_ATR = 4;

/** Whether the move is gaining or losing pace: the MACD histogram in ATR. */
export const macdHistogram = defineSignal({
  name: 'macd',
  family: 'trend',
  parameters: {
    macdFast: integer({ from: 5, to: 20, default: 12 }),
    macdSlow: integer({ from: 21, to: 60, default: 26 }),
    macdSignal: integer({ from: 3, to: 20, default: 9 }),
    macdWeight: number({ from: 0, to: 3, default: 1 }),
  },
  weight: ({ macdWeight }) => macdWeight,
  setup({ macdFast, macdSlow, macdSignal }, indicators) {
    const { histogram } = indicators.macd(macdFast, macdSlow, macdSignal);
    const atr = indicators.atr(14);
    return (_, scores, at) => {
      scores[at] = squash((PER_ATR * histogram.current) / atr.current);
    };
  },
});
