/**
 * The change from one float64 amount to another, without the residue of float64 arithmetic: to as many decimals as
 * amounts of that size hold for certain, fifteen digits in all. Never -0.
 */
export function changeOf(from: number, to: number): number {
  const change = to - from;
  const size = Math.max(Math.abs(from), Math.abs(to));
  if (!Number.isFinite(change) || size === 0) return change + 0;
  const decimals = Math.min(100, Math.max(0, 14 - Math.floor(Math.log10(size))));
  return Number(change.toFixed(decimals)) + 0;
}

/** The change as a share of what it began with; 0 of nothing. */
export function changeRatio(from: number, to: number): number {
  return from > 0 ? changeOf(from, to) / from : 0;
}

/** How far equity is below its peak, 0..1. */
export function drawdownRatio(peakEquity: number, equity: number): number {
  return peakEquity > 0 ? Math.max(changeOf(equity, peakEquity), 0) / peakEquity : 0;
}
