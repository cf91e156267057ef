/** A closed OHLCV interval, named by its open time. Prices are float64: exact money begins where an order does. */
export interface Candle {
  /** Unix milliseconds, UTC. */
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In base. */
  readonly volume: number;
}

/** One instrument's candles as columns of equal length, ascending in time, gaps left as gaps. */
export interface CandleColumns {
  readonly length: number;
  readonly openTimeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Says what is wrong with a candle, or `undefined` when it can be traded on. */
export function candleProblem(candle: Candle): string | undefined {
  const { openTimeMs, open, high, low, close, volume } = candle;
  if (!Number.isSafeInteger(openTimeMs)) return `open time must be whole milliseconds, value was ${openTimeMs}`;
  for (const [name, value] of Object.entries({ open, high, low, close })) {
    if (!Number.isFinite(value) || value <= 0) return `${name} must be a positive number, value was ${value}`;
  }
  if (!Number.isFinite(volume) || volume < 0) return `volume must be zero or more, value was ${volume}`;
  if (high < low) return `high must not be below low, values were ${high} and ${low}`;
  if (open > high || close > high)
    return `high must be the highest price, values were high ${high}, open ${open}, close ${close}`;
  if (open < low || close < low)
    return `low must be the lowest price, values were low ${low}, open ${open}, close ${close}`;
  return undefined;
}
