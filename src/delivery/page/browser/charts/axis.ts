/** Round numbers and moments for the axes of charts. */
const HOUR = 3_600_000;
const TIME_STEPS = [1 / 60, 5 / 60, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 8760].map(
  (hours) => hours * HOUR,
);

/** About `count` multiples of 1, 2 or 5 times a power of ten within the range. */
export function valueTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step); index * step <= high; index += 1) ticks.push(index * step);
  return ticks;
}

/** At most about `count` round moments, and whether they are whole days. */
export function timeTicks(
  fromMs: number,
  toMs: number,
  count: number,
): { readonly ticks: number[]; readonly areDays: boolean } {
  const rough = (toMs - fromMs) / Math.max(1, count);
  const step = TIME_STEPS.find((candidate) => candidate >= rough) ?? rough;
  const ticks: number[] = [];
  for (let timeMs = Math.ceil(fromMs / step) * step; timeMs <= toMs; timeMs += step) ticks.push(timeMs);
  return { ticks, areDays: step >= 24 * HOUR };
}
