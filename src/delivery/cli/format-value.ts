/** How numbers and times look in tables. Absent numbers are a dash, never a zero. */
const NONE = '–';

export function formatNumber(value: number | undefined, digits = 2): string {
  if (value === undefined || !Number.isFinite(value)) return NONE;
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // No sign on what rounds to nothing.
    signDisplay: 'negative',
  });
}

/** `0.0213` → `2.13 %`. */
export function formatRatio(ratio: number | undefined): string {
  return ratio === undefined || !Number.isFinite(ratio) ? NONE : `${formatNumber(ratio * 100)} %`;
}

/** Minutes, UTC. */
export function formatTime(timeMs: number | undefined): string {
  if (timeMs === undefined || !Number.isFinite(timeMs)) return NONE;
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}

export function formatCount(count: number | undefined): string {
  return formatNumber(count, 0);
}
