import { type RestingOrder, defineStrategy, integer, number } from 'crypto-ai-bot/strategy';

/** A ladder of resting buys under a slow average; each lot is offered again a step higher. */
export const ladder = defineStrategy({
  name: 'ladder',
  description: 'Rests buys below the average, one a step, and sells what each bought for a little more.',
  parameters: {
    period: integer({ from: 20, to: 200, default: 50 }),
    steps: integer({ from: 1, to: 10, default: 4 }),
    stepRatio: number({ from: 0.002, to: 0.05, default: 0.01 }),
    quote: number({ from: 10, to: 100_000, default: 400 }),
  },
  lookback: 0,
  setup({ parameters, indicators }) {
    const { steps, stepRatio, quote } = parameters;
    const average = indicators.ema(parameters.period);
    return ({ index, lots, resting, rest }) => {
      // The average moves a little with each candle; the ladder follows it twice a day, or when a level has filled.
      if (index % 12 !== 0 && resting().length === steps) return undefined;
      const bought = new Map(lots().map(({ level, price }) => [level, price]));
      const orders = Array.from({ length: steps }, (_, at): RestingOrder => {
        const level = `step-${at + 1}`;
        const price = bought.get(level);
        if (price !== undefined) return { level, side: 'sell', price: price * (1 + stepRatio), lot: level };
        return { level, side: 'buy', price: average.current * (1 - stepRatio * (at + 1)), quote };
      });
      return rest({ reason: 'ladder under the average', orders });
    };
  },
});
