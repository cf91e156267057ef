import { type Result, err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';
import { formatPlainNumber, parsePlainNumber } from './plain-number.ts';

interface Range {
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
}

/** A whole number within a range, both ends included. */
export function integer<const Declared extends Declaration>(declared: Declared & Range) {
  return declare<number, Declared>(declared, {
    kind: 'integer',
    unit: declared.unit ?? '',
    allowed: `a whole number from ${declared.from} to ${declared.to}`,
    parse(text) {
      const parsed = inRange(text, declared);
      return parsed.ok && !Number.isInteger(parsed.value) ? err('') : parsed;
    },
    format: String,
  });
}

/** A number within a range, both ends included. */
export function number<const Declared extends Declaration>(declared: Declared & Range) {
  return declare<number, Declared>(declared, {
    kind: 'number',
    unit: declared.unit ?? '',
    allowed: `a number from ${formatPlainNumber(declared.from)} to ${declared.to}`,
    parse: (text) => inRange(text, declared),
    format: formatPlainNumber,
  });
}

function inRange(text: string, { from, to }: Range): Result<number, string> {
  const parsed = parsePlainNumber(text);
  if (!parsed.ok) return parsed;
  return parsed.value >= from && parsed.value <= to ? ok(parsed.value) : err('');
}
