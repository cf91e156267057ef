import { crossedAbove, defineStrategy, integer, number } from 'crypto-ai-bot/strategy';

/** Buys dips in an uptrend and sells once the price has recovered. */
export const buyTheDip = defineStrategy({
  name: 'buy-the-dip',
  parameters: {
    trend: integer({ from: 50, to: 300, default: 100 }),
    oversold: number({ from: 10, to: 45, default: 35 }),
  },
  lookback: 0,
  setup({ parameters, indicators }) {
    const trend = indicators.ema(parameters.trend);
    const rsi = indicators.rsi(14);
    return ({ candle, position, enterLong, exit }) => {
      if (!position && candle.close > trend.current && crossedAbove(rsi, parameters.oversold)) {
        return enterLong({ reason: 'dip in an uptrend', stopPrice: candle.close * 0.97 });
      }
      if (position && rsi.current > 60) return exit({ reason: 'price has recovered' });
      return undefined;
    };
  },
});
