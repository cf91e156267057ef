import { choice, defineStrategy, integer, number } from './api/index.ts';

/** Buys weakness and sells the return to normal: in from below the lower band to the middle or the upper one. */
export const bollingerMeanReversion = defineStrategy({
  name: 'bollinger-mean-reversion',
  description: 'Buys a close below the lower Bollinger band, sells when the close is back at the middle or upper band.',
  parameters: {
    period: integer({ from: 10, to: 100, default: 20 }),
    deviations: number({ from: 1, to: 4, default: 2 }),
    exitAt: choice(['middle', 'upper'], { default: 'middle' }),
  },
  lookback: 0,
  setup({ parameters, indicators }) {
    const { upper, middle, lower } = indicators.bollinger(parameters.period, parameters.deviations);
    const target = parameters.exitAt === 'upper' ? upper : middle;
    const exitOptions = { reason: `close is back at the ${parameters.exitAt} band`, tag: `${parameters.exitAt}-band` };
    return ({ candle, position, enterLong, exit }) => {
      if (!position && candle.close < lower.current) {
        return enterLong({ reason: 'close fell below the lower band', tag: 'lower-band' });
      }
      if (position && candle.close >= target.current) return exit(exitOptions);
      return undefined;
    };
  },
});
