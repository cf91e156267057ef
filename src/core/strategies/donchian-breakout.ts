import { defineStrategy, integer } from './api/index.ts';

/** Follows breakouts as the Turtles did: a new high of a long channel buys, a new low of a shorter one sells. */
export const donchianBreakout = defineStrategy({
  name: 'donchian-breakout',
  description: 'Buys a close above the highest high of past candles, sells a close below the lowest low of fewer.',
  parameters: {
    entryPeriod: integer({ from: 10, to: 200, default: 20 }),
    exitPeriod: integer({ from: 5, to: 100, default: 10 }),
  },
  lookback: 0,
  setup({ parameters, indicators }) {
    // Both channels are of the candles before the current one, which its close can leave.
    const { upper } = indicators.donchian(parameters.entryPeriod);
    const { lower } = indicators.donchian(parameters.exitPeriod);
    return ({ candle, position, enterLong, exit }) => {
      if (!position && candle.close > upper.current) {
        return enterLong({ reason: 'close above the entry channel', tag: 'breakout' });
      }
      if (position && candle.close < lower.current) {
        return exit({ reason: 'close below the exit channel', tag: 'breakdown' });
      }
      return undefined;
    };
  },
});
