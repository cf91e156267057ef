import { integer, number } from '../../api/index.ts';
import { clampToUnit, defineSignal } from './signal.ts';

/** RSI as momentum: 0 at 25 and below, 0.5 at 50, 1 at 75 and above. */
export const momentum = defineSignal({
  name: 'momentum',
  family: 'trend',
  parameters: {
    momentumPeriod: integer({ from: 5, to: 50, default: 14 }),
    momentumWeight: number({ from: 0, to: 3, default: 1 }),
  },
  weight: ({ momentumWeight }) => momentumWeight,
  setup({ momentumPeriod }, indicators) {
    const rsi = indicators.rsi(momentumPeriod);
    return (_, scores, at) => {
      scores[at] = clampToUnit((rsi.current - 25) / 50);
    };
  },
});
