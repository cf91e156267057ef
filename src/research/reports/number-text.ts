/** Numbers as people read them. A number that does not exist is a dash. */
import type { MetricUnit } from '../../core/performance/index.ts';

type Maybe = number | null | undefined;

const DASH = '–';
const COINS = new Set(['BTC', 'ETH', 'BNB', 'GT']);
const PARTS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** `1,234.50`; no sign on what rounds to zero. */
export function numberText(value: Maybe, decimals = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  const fixed = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = fixed.split('.');
  const sign = value < 0 && Number(fixed) !== 0 ? '-' : '';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? sign + grouped : `${sign}${grouped}.${fraction}`;
}

/** `12.34 %` of a ratio. */
export function percentText(ratio: Maybe): string {
  return isNumber(ratio) ? `${numberText(ratio * 100)} %` : DASH;
}

/** `1,234.56`: cents for currencies, six decimals for coins, more where a price is a tiny fraction. */
export function moneyText(value: Maybe, quote: string): string {
  if (!isNumber(value)) return DASH;
  const decimals = COINS.has(quote) ? 6 : 2;
  const size = Math.abs(value);
  if (size === 0 || size >= 10 ** (1 - decimals)) return numberText(value, decimals);
  return numberText(value, Math.min(18, 1 - Math.floor(Math.log10(size))));
}

/** The two largest parts: `3d 4h`, `45m`, `0s`. */
export function durationText(milliseconds: Maybe): string {
  if (!isNumber(milliseconds)) return DASH;
  let rest = Math.round(Math.abs(milliseconds) / 1000) * 1000;
  const from = PARTS.findIndex(([, size]) => rest >= size);
  if (from < 0) return '0s';
  const shown = PARTS.slice(from, from + 2).map(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${name}`;
  });
  return (milliseconds < 0 ? '-' : '') + shown.filter((part) => part !== '').join(' ');
}

/** `2024-05-01 13:00`, UTC. */
export function timeText(timeMs: Maybe): string {
  return isNumber(timeMs) ? new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ') : DASH;
}

/** A metric's value without its unit, and the unit to write behind it. */
export function metricText(value: Maybe, unit: MetricUnit, quote: string): { text: string; unit: string } {
  switch (unit) {
    case 'ratio':
      return { text: isNumber(value) ? numberText(value * 100) : DASH, unit: '%' };
    case 'quote':
      return { text: moneyText(value, quote), unit: quote };
    case 'milliseconds':
      return { text: durationText(value), unit: '' };
    case 'count':
      return { text: numberText(value, 0), unit: '' };
    case 'perDay':
      return { text: numberText(value), unit: 'per day' };
    case 'number':
      return { text: numberText(value), unit: '' };
  }
}

function isNumber(value: Maybe): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
