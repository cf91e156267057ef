/** The numbers a market regime is judged by, read from indicator lines. Pure arithmetic; the memory is in `RegimeDetector`. */
import type { IndicatorSet, Line } from '../indicators/index.ts';

/** What the evidence is computed from; all of the same instrument and timeframe. */
export interface RegimeLines {
  readonly adx: Line;
  readonly plusDi: Line;
  readonly minusDi: Line;
  /** The moving average whose slope counts. */
  readonly average: Line;
  readonly atr: Line;
  /** Realised volatility of a short window. */
  readonly volatility: Line;
  /** Realised volatility of a window several times as long: the root mean square of the short ones, what is usual. */
  readonly usualVolatility: Line;
}

/** Periods in candles. */
interface RegimePeriods {
  readonly direction: number;
  readonly average: number;
  readonly volatility: number;
  readonly usualVolatility: number;
}

const REGIME_PERIODS: RegimePeriods = { direction: 14, average: 50, volatility: 20, usualVolatility: 150 };

/** Asks an indicator set for the lines that a regime needs. */
export function regimeLines(indicators: IndicatorSet, periods: Partial<RegimePeriods> = {}): RegimeLines {
  const { direction, average, volatility, usualVolatility } = { ...REGIME_PERIODS, ...periods };
  const { adx, plusDi, minusDi } = indicators.adx(direction);
  return {
    adx,
    plusDi,
    minusDi,
    average: indicators.ema(average),
    atr: indicators.atr(direction),
    volatility: indicators.realizedVolatility(volatility),
    usualVolatility: indicators.realizedVolatility(usualVolatility),
  };
}

/** ADX from which a trend counts in full; textbooks call 25 a trend and 40 a strong one. */
const FULL_ADX = 40;
/** Slope, in ATR per candle, from which it counts in full: three times what an EMA(50) does in a random walk. */
const FULL_SLOPE = 0.2;

/** Places of the two numbers that `measureRegime` writes. */
export const TREND = 0;
export const VOLATILITY_RATIO = 1;

/**
 * Writes the evidence as of the candle just closed; each number is `NaN` before the warm-up of its lines. Trend is
 * strength with a sign, -1 (falling) to 1 (rising); a volatility ratio of 1 is ordinary, 2 is twice as wild:
 *
 *     strength  = min(1, ADX / 40)
 *     direction = (+DI - -DI) / (+DI + -DI)
 *     slope     = clamp(change of the average per candle / ATR / 0.2, -1, 1)
 *     trend     = strength * (direction + slope) / 2
 *     ratio     = realised volatility / usual volatility
 */
export function measureRegime(lines: RegimeLines, evidence: Float64Array): void {
  const strength = Math.min(1, lines.adx.current / FULL_ADX);
  const sum = lines.plusDi.current + lines.minusDi.current;
  const direction = sum === 0 ? 0 : (lines.plusDi.current - lines.minusDi.current) / sum;
  const change = lines.average.current - lines.average.previous;
  // A market that does not move at all has no range to measure its slope with.
  const slope = change === 0 ? 0 : Math.max(-1, Math.min(1, change / lines.atr.current / FULL_SLOPE));
  const usual = lines.usualVolatility.current;
  evidence[TREND] = (strength * (direction + slope)) / 2;
  evidence[VOLATILITY_RATIO] = usual === 0 ? 1 : lines.volatility.current / usual;
}
