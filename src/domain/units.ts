/** Nominal types that keep price, quantity and money apart, and the two crossings between exact and float numbers. */
import {
  DECIMALS,
  type Decimal,
  ONE,
  type Rounding,
  decimal,
  divide,
  divideIntegers,
  multiply,
  roundToStep,
} from './decimal.ts';

declare const unit: unique symbol;

/** Quote per base, exact. */
export type Price = Decimal & { readonly [unit]: 'price' };
/** Amount of the base asset, exact. */
export type Quantity = Decimal & { readonly [unit]: 'quantity' };
/** Amount of the quote asset, exact: price × quantity, fees in quote, budgets. */
export type Notional = Decimal & { readonly [unit]: 'notional' };

export function price(text: string): Price {
  return decimal(text) as Price;
}

export function quantity(text: string): Quantity {
  return decimal(text) as Quantity;
}

export function notional(text: string): Notional {
  return decimal(text) as Notional;
}

/** Price × quantity in quote. */
export function notionalOf(at: Price, amount: Quantity, rounding: Rounding): Notional {
  return multiply(at, amount, rounding) as Notional;
}

/** Whether price × quantity, rounded down, is below a positive amount: exact, and without the division of rounding. */
export function isWorthLess(at: Price, amount: Quantity, least: Notional): boolean {
  return at * amount < least * ONE;
}

/** The quantity that a budget buys at a price, before quantizing. */
export function quantityFor(budget: Notional, at: Price, rounding: Rounding): Quantity {
  return divide(budget, at, rounding) as Quantity;
}

const EXACT_SCALE = 1e8;
const EXACT_SCALE_DECIMAL = ONE / 100_000_000n;
const UNITS_OF_ONE = 1e18;
const UNITS_OF_SCALE = 1e10;
/** Below it the float64 nearest to a decimal is less than half a unit of the eighth decimal away. */
const SURELY_NEAREST = 2 ** 50;

/**
 * The float64 that indicators and scores work with: the nearest one for up to eight decimals and fifteen digits, so
 * that 21746.35 is 21746.35 on both sides; else with a relative error below 2⁻⁵².
 */
export function toSignal(value: Decimal): number {
  // One rounding instead of two: a scaled price below 2⁵³ converts exactly, and only the division rounds.
  const float = Number(value);
  const nearest = Math.round(float / UNITS_OF_SCALE);
  // A product proves what a division would tell, and costs less.
  if (nearest > -SURELY_NEAREST && nearest < SURELY_NEAREST) {
    return BigInt(nearest) * EXACT_SCALE_DECIMAL === value ? nearest / EXACT_SCALE : float / UNITS_OF_ONE;
  }
  const scaled = value / EXACT_SCALE_DECIMAL;
  return scaled * EXACT_SCALE_DECIMAL === value ? Number(scaled) / EXACT_SCALE : float / UNITS_OF_ONE;
}

/**
 * The way back from float64 to exact: the shortest decimal that reads back as `value`, rounded to a multiple of `step`.
 * @throws RangeError when `value` is not finite.
 */
export function quantize(value: number, step: Decimal, rounding: Rounding): Decimal {
  return roundToStep(fromSignal(value), step, rounding);
}

/** The shortest decimal that reads back as the same float64. */
export function fromSignal(value: number): Decimal {
  // Market numbers with up to eight decimals take the short way; `scaled / 1e8` proves that nothing was lost.
  const scaled = Math.round(value * EXACT_SCALE);
  if (Number.isSafeInteger(scaled) && scaled / EXACT_SCALE === value) return BigInt(scaled) * EXACT_SCALE_DECIMAL;
  if (!Number.isFinite(value)) throw new RangeError(`a decimal must be finite, value was ${value}`);
  return truncated(value);
}

/** Floats below 10⁻¹⁸ or with more digits than eighteen decimals lose what cannot be held. */
function truncated(value: number): Decimal {
  return fromPlain(String(value)) ?? fromExponential(value);
}

const PLAIN = /^\d+\.\d+$/;
const POWERS_OF_TEN = Array.from({ length: DECIMALS + 1 }, (_, exponent) => 10n ** BigInt(exponent));

/** `502291.9675546179`: both parts are whole float64s, which become a bigint with less work than digits do. */
function fromPlain(text: string): Decimal | undefined {
  if (!PLAIN.test(text)) return undefined;
  const point = text.indexOf('.');
  const whole = Number(text.slice(0, point));
  const fraction = Number(text.slice(point + 1));
  const power = POWERS_OF_TEN[DECIMALS - (text.length - point - 1)];
  if (power === undefined || !Number.isSafeInteger(whole) || !Number.isSafeInteger(fraction)) return undefined;
  return BigInt(whole) * ONE + BigInt(fraction) * power;
}

function fromExponential(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const digits = BigInt(mantissa.replace('.', ''));
  const scale = 18 + Number(exponent) - Math.max(0, mantissa.replace('-', '').length - 2);
  return scale >= 0 ? digits * 10n ** BigInt(scale) : divideIntegers(digits, 10n ** BigInt(-scale), 'halfEven');
}
