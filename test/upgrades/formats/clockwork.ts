/** What traded when the databases of this folder were made: every version since the first format can load it. */
import { defineStrategy } from '../../../src/core/strategies/api/index.ts';

const MINUTE = 60_000;
const START_MINUTE = 28_401_120;

/** A round trip on BTC, then a position, and an order on ETH that rests far below the market. */
export const clockwork = defineStrategy({
  name: 'clockwork',
  parameters: {},
  lookback: 0,
  setup({ symbol, indicators }) {
    const mean = indicators.ema(5);
    return ({ candle, enterLong, exit }) => {
      const minute = candle.openTimeMs / MINUTE - START_MINUTE;
      const reason = `minute ${minute}, mean ${mean.current.toFixed(2)}`;
      if (symbol === 'ETH/USDT') return minute === 42 ? enterLong({ reason, limitPrice: 30 }) : undefined;
      if (minute === 10 || minute === 40) return enterLong({ reason });
      return minute === 15 ? exit({ reason }) : undefined;
    };
  },
});
