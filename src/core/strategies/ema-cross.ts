import { crossedAbove, crossedBelow, defineStrategy, integer } from './api/index.ts';

/** Follows the trend: in while a fast average is above a slow one. */
export const emaCross = defineStrategy({
  name: 'ema-cross',
  description: 'Buys when a fast EMA crosses above a slow one, sells on the way back.',
  parameters: {
    fast: integer({ from: 5, to: 60, default: 20 }),
    slow: integer({ from: 20, to: 300, default: 50 }),
  },
  lookback: 0,
  setup({ parameters, indicators }) {
    const fast = indicators.ema(parameters.fast);
    const slow = indicators.ema(parameters.slow);
    return ({ position, enterLong, exit }) => {
      if (!position && crossedAbove(fast, slow)) {
        return enterLong({ reason: 'fast crossed above slow', tag: 'cross-up' });
      }
      if (position && crossedBelow(fast, slow)) return exit({ reason: 'fast crossed below slow', tag: 'cross-down' });
      return undefined;
    };
  },
});
