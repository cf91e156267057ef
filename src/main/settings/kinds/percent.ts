import { type Result, err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';
import { parsePlainNumber } from './plain-number.ts';

interface RatioRange {
  /** Ratios, 0..1. */
  readonly from: number;
  readonly to: number;
  /** Bare fractions from this ratio on are probably meant as percent (`0.5` for half a percent). */
  readonly suspiciousFrom?: number;
}

/**
 * Reads the ratio 0..1 of a percent setting. A bare number below 1 is a fraction (`0.02` = 2 %), from 1 on it is percent
 * (`2.0` = 2 %, and so `1` is 1 %, not all of it); a `%` suffix always wins (`0.5%`).
 */
export function parsePercent(text: string): Result<number, string> {
  const hasSign = text.endsWith('%');
  const parsed = parsePlainNumber(hasSign ? text.slice(0, -1).trimEnd() : text);
  if (!parsed.ok) return parsed;
  return ok(hasSign || Math.abs(parsed.value) >= 1 ? hundredth(parsed.value) : parsed.value);
}

/** `0.02` → `2%`: the spelling that cannot be misread. */
export function formatPercent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(12))}%`;
}

/** The value is a ratio 0..1. */
export function percent<const Declared extends Declaration>(declared: Declared & RatioRange) {
  const { from, to, suspiciousFrom = Number.POSITIVE_INFINITY } = declared;
  const range = `from ${formatPercent(from)} to ${formatPercent(to)}`;
  return declare<number, Declared>(declared, {
    kind: 'percent',
    unit: '%',
    allowed: `a percentage ${range}`,
    parse(text) {
      const parsed = parsePercent(text);
      if (!parsed.ok) return parsed;
      if (parsed.value >= from && parsed.value <= to) return parsed;
      const isFraction = !text.endsWith('%') && parsed.value === Number(text);
      const hint = isFraction ? ` (for less than one percent write ${text}%)` : '';
      return err(`"${text}" is read as ${formatPercent(parsed.value)}${hint}`);
    },
    format: formatPercent,
    caution(text) {
      const parsed = parsePercent(text);
      const isBareFraction = parsed.ok && !text.endsWith('%') && parsed.value === Number(text);
      if (!isBareFraction || parsed.value < suspiciousFrom) return undefined;
      return `is read as ${formatPercent(parsed.value)}; write ${text}% if that much is not meant`;
    },
  });
}

/** Shifts the decimal point in the text: dividing by 100 would turn 0.07 % into 0.0007000000000000001. */
function hundredth(value: number): number {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) - 2}`);
}
