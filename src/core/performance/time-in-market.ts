export interface HeldSpan {
  readonly entryTimeMs: number;
  readonly exitTimeMs: number;
}

/** Milliseconds between `fromMs` and `toMs` in which at least one span runs; overlapping spans count once. */
export function timeInMarketMs(spans: readonly HeldSpan[], fromMs: number, toMs: number): number {
  let total = 0;
  let coveredMs = fromMs;
  for (const { entryTimeMs, exitTimeMs } of spans.toSorted((a, b) => a.entryTimeMs - b.entryTimeMs)) {
    const begin = Math.max(entryTimeMs, coveredMs);
    const end = Math.min(exitTimeMs, toMs);
    if (end <= begin) continue;
    total += end - begin;
    coveredMs = end;
  }
  return total;
}
