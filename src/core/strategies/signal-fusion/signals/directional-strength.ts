import { integer, number } from '../../api/index.ts';
import { defineSignal } from './signal.ts';

/** ADX at which the direction counts in full. */
const FULL_ADX = 40;

/** Which way the directional movement points (+DI against -DI), as loudly as ADX says that there is a trend. */
export const directionalStrength = defineSignal({
  name: 'strength',
  family: 'trend',
  parameters: {
    strengthPeriod: integer({ from: 7, to: 50, default: 14 }),
    strengthWeight: number({ from: 0, to: 3, default: 1 }),
  },
  weight: ({ strengthWeight }) => strengthWeight,
  setup({ strengthPeriod }, indicators) {
    const { adx, plusDi, minusDi } = indicators.adx(strengthPeriod);
    return (_, scores, at) => {
      const direction = (plusDi.current - minusDi.current) / (plusDi.current + minusDi.current);
      scores[at] = 0.5 + 0.5 * direction * Math.min(1, adx.current / FULL_ADX);
    };
  },
});
