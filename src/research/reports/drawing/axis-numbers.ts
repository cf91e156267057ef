const SCALES = [
  { size: 1e9, suffix: 'B' },
  { size: 1e6, suffix: 'M' },
  { size: 1e3, suffix: 'k' },
] as const;

/** Writes an axis's values alike: `9k 10k 11k`, `9,980 10,000`, `0.0010 0.0015`. Values of one axis, ascending. */
export function axisNumbers(values: readonly number[]): (value: number) => string {
  const largest = Math.max(...values.map(Math.abs), 0);
  const step = values.length > 1 ? Math.abs((values[1] ?? 0) - (values[0] ?? 0)) : largest;
  // Shortened only where two decimals of the short form still tell neighbours apart.
  const scale = SCALES.find(({ size }) => largest >= size * 10 && step >= size / 10);
  const { size, suffix } = scale ?? { size: 1, suffix: '' };
  const decimals = step > 0 ? Math.min(12, Math.max(0, Math.ceil(-Math.log10(step / size) - 1e-9))) : 0;
  const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return (value) => format.format(value / size || 0) + (value === 0 ? '' : suffix);
}
