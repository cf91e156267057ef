import { defineStrategy, integer, isRising, number } from 'crypto-ai-bot/strategy';

/** Breakouts in the direction of the day, sized so that the stop loses a fixed share of equity. */
export const breakoutWithTheDay = defineStrategy({
  name: 'breakout-with-the-day',
  description: 'Buys a new high while the daily average rises; the stop lies two ATR below.',
  parameters: {
    channel: integer({ from: 10, to: 100, default: 20 }),
    dailyAverage: integer({ from: 5, to: 50, default: 10 }),
    stopAtr: number({ from: 1, to: 5, default: 2 }),
    risk: number({ from: 0.001, to: 0.02, default: 0.005 }),
  },
  lookback: 0,
  setup(lane) {
    const { parameters, indicators } = lane;
    const channel = indicators.donchian(parameters.channel);
    const atr = indicators.atr(14);
    const day = lane.on('1d').ema(parameters.dailyAverage);
    return ({ candle, position, enterLong, exit }) => {
      if (!position && isRising(day) && candle.close > channel.upper.current) {
        return enterLong({
          reason: 'new high while the day rises',
          tag: 'breakout',
          stopPrice: candle.close - parameters.stopAtr * atr.current,
          size: { kind: 'riskToStop', riskShare: parameters.risk },
        });
      }
      if (position && candle.close < channel.middle.current) return exit({ reason: 'back in the channel' });
      return undefined;
    };
  },
});
