/** What constructors check: an indicator never starts with a parameter it cannot honour. */
import { type PriceSource, priceSources } from '../indicator.ts';

/** Nearly two years of one-minute candles; beyond it a typing mistake is likelier than a wish. */
const LONGEST_PERIOD = 1_000_000;

/** @throws RangeError naming `parameter` ("rsi period"), its value and what is right. */
export function checkedPeriod(parameter: string, value: number, atLeast = 1): number {
  if (!Number.isInteger(value) || value < atLeast || value > LONGEST_PERIOD) {
    throw new RangeError(
      `${parameter} must be a whole number from ${atLeast} to ${LONGEST_PERIOD}, value was ${value}`,
    );
  }
  return value;
}

/** @throws RangeError unless the value is a finite number above zero. */
export function checkedMultiple(parameter: string, value: number): number {
  if (!Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${parameter} must be a finite number above 0, value was ${value}`);
  }
  return value;
}

/** @throws RangeError unless the value names a price of the candle; strategies in plain JavaScript get here too. */
export function checkedSource(parameter: string, value: PriceSource): PriceSource {
  if (!priceSources.includes(value)) {
    throw new RangeError(`${parameter} must be one of ${priceSources.join(', ')}, value was ${value}`);
  }
  return value;
}

/** @throws RangeError unless the value is true or false: an absent-minded `0` must not pass for one of them. */
export function checkedSwitch(parameter: string, value: boolean): boolean {
  if (typeof value !== 'boolean')
    throw new RangeError(`${parameter} must be true or false, value was ${String(value)}`);
  return value;
}
