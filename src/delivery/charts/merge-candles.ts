import type { Candle } from '../../domain/index.ts';

/** Neighbours put together until at most `most` are left; each keeps the first open, last close and the extremes. */
export function mergeCandles(candles: readonly Candle[], most: number): Candle[] {
  const size = Math.max(1, Math.ceil(candles.length / Math.max(1, most)));
  if (size === 1) return [...candles];
  const merged: Candle[] = [];
  for (let i = 0; i < candles.length; i += size) {
    const group = candles.slice(i, i + size);
    const first = group[0];
    const last = group.at(-1);
    if (first === undefined || last === undefined) continue;
    merged.push({
      openTimeMs: first.openTimeMs,
      open: first.open,
      high: Math.max(...group.map(({ high }) => high)),
      low: Math.min(...group.map(({ low }) => low)),
      close: last.close,
      volume: group.reduce((sum, { volume }) => sum + volume, 0),
    });
  }
  return merged;
}
