/** Every indicator of the registry with parameters that reach all of its code, for tests that hold for each of them. */
import { type Indicator, type IndicatorName, Line, indicators } from './index.ts';

export const indicatorNames = Object.keys(indicators) as IndicatorName[];

/** Parameters beyond "none" and "one small period" that reach other code or shorter warm-ups. */
export const furtherParameters: Partial<Record<IndicatorName, readonly (readonly unknown[])[]>> = {
  ema: [[4, 'ohlc4']],
  sma: [[1], [4, 'low']],
  wma: [[1], [4, 'open']],
  rsi: [[3, 'high']],
  macd: [
    [2, 5, 3],
    [3, 4, 1],
  ],
  stochastic: [
    [1, 1, 1],
    [3, 4, 2],
  ],
  donchian: [[1], [4, { excludeCurrent: false }]],
  keltner: [[3, 1.5, 6]],
};

export function createIndicator(name: IndicatorName, parameters: readonly unknown[]): Indicator {
  return Reflect.apply(indicators[name], undefined, parameters) as Indicator;
}

/** Whether the indicator can be had without any parameter. */
export function acceptsNone(name: IndicatorName): boolean {
  try {
    createIndicator(name, []);
    return true;
  } catch {
    return false;
  }
}

export function linesOf({ output }: Indicator): readonly Line[] {
  return output instanceof Line ? [output] : Object.values(output);
}
