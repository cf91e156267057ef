import { err, ok } from '../../../domain/result.ts';
import { type Declaration, declare } from '../setting.ts';
import { formatPlainNumber, parsePlainNumber } from './plain-number.ts';

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export type DurationUnit = keyof typeof MILLISECONDS;

interface Span {
  /** What a bare number counts, as the key's ending says. */
  readonly unit: DurationUnit;
  /** In `unit`. */
  readonly from: number;
  readonly to: number;
  /** Aliases whose bare numbers count something else. */
  readonly aliasUnits?: Readonly<Record<string, DurationUnit>>;
}

/** The value is in milliseconds, whatever the unit of the key. A suffix wins over it: `90s`, `5m`, `250ms`. */
export function duration<const Declared extends Declaration>(declared: Declared & Span) {
  const { unit, from, to, aliasUnits = {} } = declared;
  const scale = MILLISECONDS[unit];
  return declare<number, Declared>(declared, {
    kind: 'duration',
    unit,
    allowed: `a duration from ${from} to ${to} ${unit}`,
    parse(text, usedKey) {
      const suffix = /(ms|s|m|h|d)$/i.exec(text)?.[1] ?? '';
      const parsed = parsePlainNumber(text.slice(0, text.length - suffix.length).trimEnd());
      if (!parsed.ok) return parsed;
      const given = suffix === '' ? (aliasUnits[usedKey] ?? unit) : (suffix.toLowerCase() as DurationUnit);
      const milliseconds = Math.round(parsed.value * MILLISECONDS[given]);
      return milliseconds >= from * scale && milliseconds <= to * scale ? ok(milliseconds) : err('');
    },
    format: (milliseconds) => formatPlainNumber(milliseconds / scale),
  });
}
