/** Numbers for axes: `950`, `12.5k`, `1.2M`, `0.00042`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e9) return `${trimmed(value / 1e9)}B`;
  if (size >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (size >= 1e4) return `${trimmed(value / 1e3)}k`;
  if (size >= 1) return trimmed(value);
  return String(Number(value.toPrecision(4)));
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(2)));
}
