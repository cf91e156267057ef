import { integer, number } from '../../api/index.ts';
import { clampToUnit, defineSignal } from './signal.ts';

/** Where the close lies between the bands, read against the move: 1 at the lower band (cheap), 0 at the upper one. */
export const bollingerPosition = defineSignal({
  name: 'bollinger',
  family: 'reversion',
  parameters: {
    bollingerPeriod: integer({ from: 10, to: 100, default: 20 }),
    bollingerDeviations: number({ from: 1, to: 4, default: 2 }),
    bollingerWeight: number({ from: 0, to: 3, default: 0.5 }),
  },
  weight: ({ bollingerWeight }) => bollingerWeight,
  setup({ bollingerPeriod, bollingerDeviations }, indicators) {
    const { upper, lower } = indicators.bollinger(bollingerPeriod, bollingerDeviations);
    // Bands of no width say nothing: 0 / 0 is NaN, which leaves the signal out.
    return ({ close }, scores, at) => {
      scores[at] = clampToUnit((upper.current - close) / (upper.current - lower.current));
    };
  },
});
